//! Of many times, a few numbers.

use std::time::Duration;

/// So many percent of the times are not greater, in milliseconds.
pub fn share(times: &[Duration], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort();
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

/// What a program takes on top of the bare one, in milliseconds: at the median, as a ratio, and at
/// the 99th percentile.
pub fn added(times: &[Duration], bare: &[Duration], digits: usize) -> String {
    let (median, other) = (share(bare, 50), share(times, 50));
    let slow = share(times, 99) - share(bare, 99);
    format!(
        "{:+.digits$} (×{:.1}) / {slow:+.digits$}",
        other - median,
        other / median
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(milliseconds: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        milliseconds.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let hundred = times((1..=100).rev());
        assert_eq!(
            [50, 99].map(|percent| share(&hundred, percent).to_string()),
            ["50", "99"]
        );
        assert_eq!(
            [50, 99].map(|percent| share(&times([3, 1, 2]), percent).to_string()),
            ["2", "3"]
        );
        assert!(share(&[], 50).is_nan());
    }

    #[test]
    fn what_is_added_is_compared_with_the_bare_program() {
        assert_eq!(added(&times([4, 4, 9]), &times([2, 2, 4]), 1), "+2.0 (×2.0) / +5.0");
        assert_eq!(added(&times([2]), &times([4]), 2), "-2.00 (×0.5) / -2.00");
    }
}
