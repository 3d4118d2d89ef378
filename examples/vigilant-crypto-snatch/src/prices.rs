//! The daily prices: a CSV that is compiled in, so that the program runs anywhere.

use anyhow::{Context, anyhow, ensure};

const SHIPPED: &str = include_str!("../data/btc-eur.csv");

/// What one Bitcoin cost at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Price {
    /// `2022-01-31`
    pub(crate) date: &'static str,
    pub(crate) eur: f64,
}

/// The prices that come with the program, oldest first. There is at least one.
pub(crate) fn shipped() -> anyhow::Result<Vec<Price>> {
    parse(SHIPPED).context("the prices that come with the program are broken")
}

fn parse(text: &'static str) -> anyhow::Result<Vec<Price>> {
    let mut prices: Vec<Price> = Vec::new();
    let mut header = false;
    for (line, number) in text.lines().zip(1..) {
        if line.starts_with('#') {
            continue;
        }
        if !header {
            ensure!(
                line == "date,close_eur",
                "line {number}: expected the header date,close_eur"
            );
            header = true;
            continue;
        }
        let price = row(line).with_context(|| format!("line {number}: {line:?}"))?;
        let in_order = prices.last().is_none_or(|last| last.date < price.date);
        ensure!(in_order, "line {number}: {} does not follow the day before", price.date);
        prices.push(price);
    }
    ensure!(!prices.is_empty(), "there are no prices");
    Ok(prices)
}

fn row(line: &'static str) -> anyhow::Result<Price> {
    let (date, eur) = line.split_once(',').ok_or_else(|| anyhow!("expected two columns"))?;
    ensure!(is_date(date), "expected a date such as 2022-01-31");
    let eur: f64 = eur.parse().context("expected a price such as 36120.55")?;
    ensure!(eur.is_finite() && eur > 0.0, "a price is more than nothing");
    Ok(Price { date, eur })
}

fn is_date(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}

/// A series for tests, a day for each price.
#[cfg(test)]
pub(crate) fn series(eur: &[f64]) -> Vec<Price> {
    let date = |day| &*format!("2030-01-{day:02}").leak();
    eur.iter()
        .zip(1..)
        .map(|(&eur, day)| Price { date: date(day), eur })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_years_are_shipped() {
        let prices = shipped().unwrap();
        assert_eq!(prices.len(), 365 + 365 + 366);
        assert_eq!(prices[0].date, "2022-01-01");
        assert_eq!(prices[prices.len() - 1].date, "2024-12-31");
    }

    #[test]
    fn a_broken_line_is_named() {
        let refused = |rows: &str| {
            let text = format!("date,close_eur\n2030-01-01,5.00\n{rows}");
            format!("{:#}", parse(text.leak()).unwrap_err())
        };
        assert_eq!(refused("2030-01-02"), "line 3: \"2030-01-02\": expected two columns");
        assert!(refused("2030-01-02,much").contains("line 3"));
        assert!(refused("2030-01-02,-1").ends_with("a price is more than nothing"));
        assert!(refused("2030-01-02,inf").ends_with("a price is more than nothing"));
        assert!(refused("2/1/2030,5").ends_with("expected a date such as 2022-01-31"));
        assert!(refused("2030-01-01,5").ends_with("2030-01-01 does not follow the day before"));
    }

    #[test]
    fn a_file_without_prices_is_refused() {
        assert!(parse("").is_err());
        assert!(parse("date,close_eur\n").is_err());
        assert!(parse("2030-01-01,5.00\n").is_err());
    }
}
