//! Where things stand in the file, by the parser that decides consent.
//!
//! The YAML crate names places only in errors, so a file that was read before is read once more, and the reading fails on purpose at what is looked for.

use super::syntax::{too_deep, without_mark};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use std::fmt;

/// Where something begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The byte, counted from 0 and behind a byte order mark.
    pub(crate) at: usize,
    /// The line, counted from 1.
    pub(crate) line: usize,
}

/// What is looked for. A value that is an alias stands where its anchor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The whole document.
    Root,
    /// The first key of the document.
    FirstKey,
    /// The section's key.
    Name,
    /// What it stands for.
    Section,
    /// Its key or value of this number, counted from 0.
    KeyOfSection(usize),
    ValueOfSection(usize),
    /// The value of `collect` in it.
    Collect,
}

/// Where it stands in a file that can be read as YAML; `None` where there is no such thing.
pub(crate) fn place(text: &str, name: &str, what: What) -> Option<Place> {
    let text = without_mark(text);
    if too_deep(text).is_some() {
        return None;
    }
    let file = serde_yaml::Deserializer::from_str(text);
    let error = match what {
        What::Root => Here.deserialize(file),
        _ => Search {
            name,
            what,
            in_section: false,
        }
        .deserialize(file),
    };
    let location = error.err()?.location()?;
    Some(Place {
        at: location.index(),
        line: location.line(),
    })
}

/// Fails where it is used, whatever is there.
struct Here;

impl<'de> DeserializeSeed<'de> for Here {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Each kind of value that it does not name is an error by serde's own doing.
impl Visitor<'_> for Here {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }
}

/// Goes through a mapping: the document's or, below it, the section's.
struct Search<'a> {
    name: &'a str,
    what: What,
    in_section: bool,
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
        let name = if self.in_section { "collect" } else { self.name };
        for number in 0.. {
            let fails = match self.what {
                What::FirstKey => !self.in_section,
                What::KeyOfSection(wanted) => self.in_section && wanted == number,
                _ => false,
            };
            if fails {
                map.next_key_seed(Here)?;
                return Ok(());
            }
            let key = Key {
                name,
                is_looked_for: self.what == What::Name && !self.in_section,
            };
            let Some(is_it) = map.next_key_seed(key)? else { break };
            match self.what {
                What::Section if is_it && !self.in_section => map.next_value_seed(Here)?,
                What::Collect if is_it && self.in_section => map.next_value_seed(Here)?,
                What::ValueOfSection(wanted) if self.in_section && wanted == number => map.next_value_seed(Here)?,
                _ if is_it && !self.in_section => map.next_value_seed(Search {
                    name: self.name,
                    what: self.what,
                    in_section: true,
                })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A key, and whether it is the one of this name.
struct Key<'a> {
    name: &'a str,
    is_looked_for: bool,
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
        if key == self.name && self.is_looked_for {
            return Err(E::invalid_value(Unexpected::Str(key), &self));
        }
        Ok(key == self.name)
    }
}
