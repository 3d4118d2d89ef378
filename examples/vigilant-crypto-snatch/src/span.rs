//! Spans of time as people write them into the configuration: `24h`, `3d`, `2w`.

use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// A whole number of hours, remembered as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    hours: usize,
    written: String,
}

/// Longer spans are taken for a mistake: a hundred years.
const LONGEST: usize = 100 * 366 * 24;

impl Span {
    /// Reads `24h`, `3d` or `2w`; `None` for anything else, and for a span of no time.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let hours_each = match text.chars().next_back()? {
            'h' => 1,
            'd' => 24,
            'w' => 7 * 24,
            _ => return None,
        };
        let count: usize = text[..text.len() - 1].trim_end().parse().ok()?;
        let hours = count.checked_mul(hours_each)?;
        (1..=LONGEST).contains(&hours).then(|| Self {
            hours,
            written: text.to_owned(),
        })
    }

    /// In daily prices, the span ends at the first price that is no younger: a part of a day counts
    /// as one.
    pub(crate) fn days(&self) -> usize {
        self.hours.div_ceil(24)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl<'de> de::Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Span;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a span of time such as 24h, 3d or 2w")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Span, E> {
                Span::parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_day_is_a_day() {
        let days = |text| Span::parse(text).map(|span| span.days());
        assert_eq!(days("1h"), Some(1));
        assert_eq!(days("24h"), Some(1));
        assert_eq!(days("25h"), Some(2));
        assert_eq!(days("3 d"), Some(3));
        assert_eq!(days("2w"), Some(14));
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in [
            "",
            "h",
            "24",
            "0d",
            "-3d",
            "1.5d",
            "3 days",
            "5€",
            "99999999999999999999d",
            "9999w",
        ] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
