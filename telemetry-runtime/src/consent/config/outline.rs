//! Determines whether the file has a telemetry section. A program may use the same name for
//! settings of its own: those of OpenTelemetry have `endpoint`.

use super::syntax::KEYS;
use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::fmt;

/// The kind of value under the section's name, or under a misspelled name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outline {
    /// No value, or only settings of the program.
    Nothing,
    /// A section with at least one of telemetry's keys.
    Ours,
    /// A value in place of a section, by which the user meant to turn telemetry on.
    Value,
    /// This key is the section's name in other letters.
    OtherLetters(String),
    /// This key is dotted, such as `telemetry.collect`.
    Dotted(String),
}

/// Reads all keys of the document and of the section. If several outlines apply, returns the one
/// that decides.
///
/// # Errors
/// If the text is not YAML, is not a mapping, or has several documents.
pub(crate) fn outline(text: &str, name: &str) -> serde_yaml::Result<Outline> {
    let file = serde_yaml::Deserializer::from_str(text);
    Document(name).deserialize(file)
}

struct Document<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = Outline;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outline, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = Outline;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }
    fn visit_none<E: Error>(self) -> Result<Outline, E> {
        Ok(Outline::Nothing)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outline, D::Error> {
        deserializer.deserialize_map(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let (mut found, mut similar) = (Outline::Nothing, Outline::Nothing);
        while let Some(Word(key)) = map.next_key()? {
            if key == self.0 {
                let content = map.next_value()?;
                found = if found == Outline::Ours { found } else { content };
            } else if key.eq_ignore_ascii_case(self.0) {
                if map.next_value::<Outline>()? != Outline::Nothing {
                    similar = Outline::OtherLetters(key);
                }
            } else {
                map.next_value::<IgnoredAny>()?;
                if is_dotted(&key, self.0) {
                    similar = Outline::Dotted(key);
                }
            }
        }
        Ok(if found == Outline::Nothing { similar } else { found })
    }
}

fn is_dotted(key: &str, name: &str) -> bool {
    key.rsplit_once('.')
        .is_some_and(|(section, key)| section.eq_ignore_ascii_case(name) && is_ours(key))
}

fn is_ours(key: &str) -> bool {
    KEYS.iter().any(|ours| key.eq_ignore_ascii_case(ours))
}

/// A key of a mapping.
pub(super) struct Word(pub(super) String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyKey;
        impl Visitor<'_> for AnyKey {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<E: Error>(self, key: &str) -> Result<Word, E> {
                Ok(Word(key.to_owned()))
            }
        }
        deserializer.deserialize_str(AnyKey)
    }
}

/// The outline of the value under the section's name.
impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Content)
    }
}

struct Content;

impl Content {
    fn of(is_ours: bool) -> Outline {
        if is_ours { Outline::Value } else { Outline::Nothing }
    }
}

/// Values that cannot be ours, of each kind.
macro_rules! nothing {
    ($($visit:ident($kind:ty))*) => { $(
        fn $visit<E: Error>(self, _: $kind) -> Result<Outline, E> {
            Ok(Outline::Nothing)
        }
    )* };
}

impl<'de> Visitor<'de> for Content {
    type Value = Outline;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Outline, E> {
        Ok(Self::of(value))
    }
    nothing! { visit_i64(i64) visit_u64(u64) visit_i128(i128) visit_u128(u128) visit_f64(f64) }
    fn visit_str<E: Error>(self, value: &str) -> Result<Outline, E> {
        let words = ["true", "yes", "on", "crashes"];
        Ok(Self::of(words.iter().any(|word| value.eq_ignore_ascii_case(word))))
    }
    fn visit_unit<E: Error>(self) -> Result<Outline, E> {
        Ok(Outline::Nothing)
    }
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Outline, A::Error> {
        let (IgnoredAny, content) = data.variant()?;
        content.newtype_variant()
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Outline, A::Error> {
        let mut found = Outline::Nothing;
        while let Some(content) = list.next_element::<Outline>()? {
            if content != Outline::Nothing {
                found = Outline::Value;
            }
        }
        Ok(found)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut found = Outline::Nothing;
        while let Some(Word(key)) = map.next_key()? {
            map.next_value::<IgnoredAny>()?;
            if is_ours(&key) {
                found = Outline::Ours;
            }
        }
        Ok(found)
    }
}
