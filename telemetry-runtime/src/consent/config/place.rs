//! Finds the lines of the section and of `collect`, with the parser that decides consent.
//!
//! The YAML crate gives lines only in errors. So the file is parsed once more, and parsing fails on
//! purpose at the key or the value that is searched.

use super::syntax::{too_deep, without_mark};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use std::fmt;

/// The line of this key of the document, counted from 1.
pub(crate) fn line_of_key(text: &str, name: &str) -> Option<usize> {
    line(
        text,
        Search {
            name,
            collect: Collect::Ignored,
        },
    )
}

/// The line of the value of `collect` in the section with this name, counted from 1.
pub(crate) fn line_of_collect(text: &str, name: &str) -> Option<usize> {
    line(
        text,
        Search {
            name,
            collect: Collect::Below,
        },
    )
}

/// The line at which parsing fails; `None` if it succeeds.
fn line(text: &str, search: Search<'_>) -> Option<usize> {
    let text = without_mark(text);
    if too_deep(text).is_some() {
        return None;
    }
    let error = search.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    error.location().map(|location| location.line())
}

/// Where parsing fails: at the key with this name, or at the value of `collect`.
struct Search<'a> {
    name: &'a str,
    collect: Collect,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Collect {
    /// The key itself is searched.
    Ignored,
    /// `collect` is a key in the value of this key.
    Below,
    /// This is the section: its value with this name is searched.
    Here,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }
    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let fails = self.collect == Collect::Ignored;
        while let Some(is_it) = map.next_key_seed(Key { name: self.name, fails })? {
            match self.collect {
                Collect::Below if is_it => map.next_value_seed(Search {
                    name: "collect",
                    collect: Collect::Here,
                })?,
                Collect::Here if is_it => map.next_value_seed(Never)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Compares a key with this name.
struct Key<'a> {
    name: &'a str,
    /// True if parsing fails at this name.
    fails: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        if self.fails && key == self.name {
            return Err(E::invalid_value(Unexpected::Str(key), &self));
        }
        Ok(key == self.name)
    }
}

/// Fails at any value, because the trait's default methods return an error.
struct Never;

impl<'de> DeserializeSeed<'de> for Never {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Never {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }
}
