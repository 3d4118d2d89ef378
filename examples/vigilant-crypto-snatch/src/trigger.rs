//! Triggers: when to buy, and for how much.

use crate::prices::Price;
use crate::span::Span;
use serde::Deserialize;
use serde::de::{self, Deserializer, Unexpected, Visitor};
use std::fmt;

/// Buys when the price has dropped far enough from its highest of the last days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a trigger with `name`, `drop_percent`, `within`, `buy_eur` and `cooldown`"
)]
pub(crate) struct Trigger {
    pub(crate) name: String,
    /// How far below the highest price, in percent.
    #[serde(deserialize_with = "percent")]
    pub(crate) drop_percent: f64,
    /// How far back the highest price is looked for.
    pub(crate) within: Span,
    /// What is spent each time.
    #[serde(deserialize_with = "euros")]
    pub(crate) buy_eur: f64,
    /// How long it rests after it has bought.
    pub(crate) cooldown: Span,
}

impl Trigger {
    /// The change from the highest price of the span up to `day`, in percent; never above zero.
    /// `None` while the series is younger than the span.
    pub(crate) fn change(&self, prices: &[Price], day: usize) -> Option<f64> {
        let since = day.checked_sub(self.within.days())?;
        let highest = prices[since..=day].iter().map(|price| price.eur).reduce(f64::max)?;
        Some((prices[day].eur / highest - 1.0) * 100.0)
    }

    /// Whether such a change is a dip to buy.
    pub(crate) fn fires(&self, change: f64) -> bool {
        change <= -self.drop_percent
    }

    /// Whether it still rests on `day`, having bought on `last`.
    pub(crate) fn rests(&self, last: usize, day: usize) -> bool {
        day - last < self.cooldown.days()
    }

    /// `5 % in 24h`
    pub(crate) fn condition(&self) -> String {
        format!("{} % in {}", self.drop_percent, self.within)
    }
}

/// The triggers of a user who has chosen none.
pub(crate) fn built_in() -> Vec<Trigger> {
    let trigger = |name: &str, drop_percent, within, buy_eur, cooldown| {
        let span = |text| Span::parse(text).expect("the built-in spans are right");
        Trigger {
            name: name.to_owned(),
            drop_percent,
            within: span(within),
            buy_eur,
            cooldown: span(cooldown),
        }
    };
    vec![
        trigger("small dip", 5.0, "24h", 50.0, "3d"),
        trigger("big dip", 12.0, "7d", 150.0, "2w"),
        trigger("crash", 25.0, "4w", 500.0, "4w"),
    ]
}

fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    number(
        deserializer,
        |it| it > 0.0 && it < 100.0,
        "a percentage between 0 and 100",
    )
}

fn euros<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    number(
        deserializer,
        |it| it > 0.0,
        "an amount in euros above 0, such as 25 or 12.50",
    )
}

/// A finite number that keeps a rule.
///
/// A visitor, because only what a visitor refuses is reported with the line of the number itself.
pub(crate) fn number<'de, D: Deserializer<'de>>(
    deserializer: D,
    rule: fn(f64) -> bool,
    expected: &'static str,
) -> Result<f64, D::Error> {
    deserializer.deserialize_f64(Number { rule, expected })
}

struct Number {
    rule: fn(f64) -> bool,
    expected: &'static str,
}

impl Visitor<'_> for Number {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<f64, E> {
        if number.is_finite() && (self.rule)(number) {
            Ok(number)
        } else {
            Err(E::invalid_value(Unexpected::Other(&number.to_string()), &self))
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<f64, E> {
        // More than fits is more than anybody has.
        self.visit_f64(u32::try_from(number).map_or(f64::INFINITY, f64::from))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<f64, E> {
        self.visit_f64(i32::try_from(number).map_or(f64::NEG_INFINITY, f64::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::series;

    fn trigger(drop_percent: f64, within: &str, cooldown: &str) -> Trigger {
        Trigger {
            name: "dip".to_owned(),
            drop_percent,
            within: Span::parse(within).unwrap(),
            buy_eur: 10.0,
            cooldown: Span::parse(cooldown).unwrap(),
        }
    }

    #[test]
    fn the_change_is_from_the_highest_price_of_the_span() {
        let prices = series(&[200.0, 100.0, 80.0, 90.0]);
        let change = |within, day| trigger(5.0, within, "1d").change(&prices, day);
        assert_eq!(change("1d", 0), None);
        assert_eq!(change("1d", 1), Some(-50.0));
        assert_eq!(change("2d", 1), None);
        assert_eq!(change("3d", 3).map(f64::round), Some(-55.0));
        assert_eq!(change("1d", 3), Some(0.0));
    }

    #[test]
    fn the_limit_itself_fires() {
        let trigger = trigger(50.0, "1d", "1d");
        assert!(trigger.fires(-50.0));
        assert!(trigger.fires(-51.0));
        assert!(!trigger.fires(-49.9));
    }

    #[test]
    fn it_rests_for_the_whole_cooldown() {
        let trigger = trigger(5.0, "1d", "3d");
        assert!(trigger.rests(10, 12));
        assert!(!trigger.rests(10, 13));
    }
}
