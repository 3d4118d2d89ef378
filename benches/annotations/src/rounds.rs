//! The figures of many rounds.

use std::time::Duration;

/// The bare program's time and the annotated one's, measured one after the other.
pub(crate) type Pair = (Duration, Duration);

/// The middle one, which a round that something else disturbed does not move.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let sorted = sorted(values);
    let middle = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(middle)) {
        (0, Some(upper)) => f64::midpoint(sorted[middle - 1], *upper),
        (_, Some(value)) => *value,
        (_, None) => f64::NAN,
    }
}

/// The least and the greatest.
pub(crate) fn range(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let sorted = sorted(values);
    let end = |value: Option<&f64>| value.copied().unwrap_or(f64::NAN);
    (end(sorted.first()), end(sorted.last()))
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// By how many milliseconds the annotated program took longer.
pub(crate) fn difference((bare, annotated): &Pair) -> f64 {
    milliseconds(*annotated) - milliseconds(*bare)
}

/// How many times as long the annotated program took.
pub(crate) fn ratio((bare, annotated): &Pair) -> f64 {
    annotated.as_secs_f64() / bare.as_secs_f64()
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers have no fractions that could be rounded")]
mod tests {
    use super::*;

    #[test]
    fn one_slow_round_does_not_move_the_median() {
        assert_eq!(median([3.0, 900.0, 1.0, 2.0, 4.0]), 3.0);
        assert_eq!(median([4.0, 1.0, 2.0, 900.0]), 3.0);
        assert_eq!(range([3.0, 900.0, -1.0]), (-1.0, 900.0));
    }

    #[test]
    fn a_pair_is_compared_with_itself() {
        let pair = (Duration::from_millis(200), Duration::from_millis(250));
        assert_eq!(difference(&pair), 50.0);
        assert_eq!(ratio(&pair), 1.25);
    }
}
