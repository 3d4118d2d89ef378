//! The values of the keys of the section.

use super::syntax::{EXPECTS_COLLECT, EXPECTS_DELIVERY, EXPECTS_DSN};
use crate::model::app::Delivery;
use crate::model::dsn::Dsn;
use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// `telemetry.collect`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Collect {
    Everything,
    Crashes,
    Nothing,
}

pub(super) fn collect<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Collect>, D::Error> {
    struct Words;
    impl Visitor<'_> for Words {
        type Value = Collect;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(EXPECTS_COLLECT)
        }
        fn visit_bool<E: de::Error>(self, value: bool) -> Result<Collect, E> {
            Ok(if value { Collect::Everything } else { Collect::Nothing })
        }
        fn visit_str<E: de::Error>(self, value: &str) -> Result<Collect, E> {
            match value {
                "crashes" => Ok(Collect::Crashes),
                // YAML 1.2 has only `true` and `false`. A guess about another word could turn
                // telemetry on.
                _ => Err(E::invalid_value(de::Unexpected::Str(value), &self)),
            }
        }
    }
    deserializer.deserialize_any(Words).map(Some)
}

pub(super) fn dsn<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Dsn>, D::Error> {
    // The user decides where their own data goes. Unlike the program's server, theirs may lack
    // encryption.
    word(deserializer, EXPECTS_DSN, |text| text.parse::<Dsn>().is_ok()).map(|text| text.parse().ok())
}

pub(super) fn delivery<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Delivery>, D::Error> {
    fn named(text: &str) -> Option<Delivery> {
        match text {
            "background" => Some(Delivery::Background),
            "inline" => Some(Delivery::Inline),
            _ => None,
        }
    }
    word(deserializer, EXPECTS_DELIVERY, |text| named(text).is_some()).map(|text| named(&text))
}

/// A valid text. It is checked during parsing, because the parser knows the line only then.
fn word<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
    has_meaning: fn(&str) -> bool,
) -> Result<String, D::Error> {
    struct Text(&'static str, fn(&str) -> bool);
    impl Visitor<'_> for Text {
        type Value = String;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            if (self.1)(text) {
                Ok(text.to_owned())
            } else {
                Err(E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
    }
    deserializer.deserialize_any(Text(expected, has_meaning))
}
