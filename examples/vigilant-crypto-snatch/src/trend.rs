//! The trend: where the smoothed price went.
//!
//! The functions are never inlined, so that a stack trace of a release build names each of them.

use crate::prices::Price;

/// Over how many prices an average is taken.
const WINDOW: usize = 50;
/// Over how many days a change is measured.
const MONTH: usize = 30;

/// Which prices an average is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Smoothing {
    /// A day's price and those before it.
    Trailing,
    /// A day's price and those around it. It forgets that the last days have none after them.
    Centred,
}

/// The smoothed price's strongest rise and fall within a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extremes {
    /// When the month ended, as an index of the prices, and the change in percent.
    pub(crate) rise: (usize, f64),
    pub(crate) fall: (usize, f64),
}

/// Finds the strongest months; `None` if there are too few prices.
#[inline(never)]
pub(crate) fn strongest_months(prices: &[Price], smoothing: Smoothing) -> Option<Extremes> {
    let changes = monthly_changes(prices, smoothing);
    let rise = *changes.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let fall = *changes.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Extremes { rise, fall })
}

/// For each day that has a smoothed month before it, the change over that month.
#[inline(never)]
fn monthly_changes(prices: &[Price], smoothing: Smoothing) -> Vec<(usize, f64)> {
    let smooth = smoothed(prices, smoothing);
    let month_ago = smooth.iter();
    let days = smooth.iter().skip(MONTH);
    let change = |((_, before), (day, now)): (&(usize, f64), &(usize, f64))| (*day, (now / before - 1.0) * 100.0);
    month_ago.zip(days).map(change).collect()
}

/// The averages, each with its day.
#[inline(never)]
fn smoothed(prices: &[Price], smoothing: Smoothing) -> Vec<(usize, f64)> {
    let first = match smoothing {
        Smoothing::Trailing => WINDOW - 1,
        Smoothing::Centred => WINDOW / 2,
    };
    let mut smooth = Vec::new();
    for day in first..prices.len() {
        let average = match smoothing {
            Smoothing::Trailing => average_from(prices, day + 1 - WINDOW),
            Smoothing::Centred => average_from(prices, day - WINDOW / 2),
        };
        smooth.push((day, average));
    }
    smooth
}

/// The average of the window that starts at a day.
#[inline(never)]
fn average_from(prices: &[Price], start: usize) -> f64 {
    let mut sum = 0.0;
    let mut count = 0.0;
    for offset in 0..WINDOW {
        sum += prices[start + offset].eur;
        count += 1.0;
    }
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(before: f64, after: f64) -> Vec<Price> {
        let price = |eur| Price {
            date: "2030-01-01",
            eur,
        };
        [vec![price(before); 100], vec![price(after); 100]].concat()
    }

    #[test]
    fn a_step_is_found_where_it_is() {
        // 30 of the 50 prices are new at the end of a month whose smoothed start is the last old one.
        let rise = strongest_months(&steps(100.0, 200.0), Smoothing::Trailing)
            .unwrap()
            .rise;
        assert_eq!((rise.0, rise.1.round()), (129, 60.0));
        let fall = strongest_months(&steps(200.0, 100.0), Smoothing::Trailing)
            .unwrap()
            .fall;
        assert_eq!((fall.0, fall.1.round()), (149, -38.0));
    }

    #[test]
    fn few_prices_have_no_trend() {
        let prices = steps(1.0, 2.0);
        assert_eq!(strongest_months(&[], Smoothing::Trailing), None);
        assert_eq!(
            strongest_months(&prices[..WINDOW + MONTH - 1], Smoothing::Trailing),
            None
        );
        assert!(strongest_months(&prices[..WINDOW + MONTH], Smoothing::Trailing).is_some());
    }

    #[test]
    #[should_panic(expected = "index out of bounds: the len is 200 but the index is 200")]
    fn the_centred_average_runs_off_the_end() {
        strongest_months(&steps(1.0, 2.0), Smoothing::Centred);
    }
}
