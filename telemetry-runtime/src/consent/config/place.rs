//! Finds the line of a key, with the parser that decides consent.
//!
//! The YAML crate gives lines only in errors. So the file is parsed once more, and parsing fails on
//! purpose at the key.

use super::syntax::{too_deep, without_mark};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The line of the key at the end of this path of keys, counted from 1.
///
/// In a file with a mistake, it may be the line of the mistake.
pub(crate) fn line_of(text: &str, path: &[&str]) -> Option<usize> {
    let text = without_mark(text);
    if too_deep(text).is_some() {
        return None;
    }
    let error = Path(path).deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    error.location().map(|location| location.line())
}

struct Path<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Path<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Path<'_> {
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
        let [name, below @ ..] = self.0 else { return Ok(()) };
        let key = || Key {
            name,
            fails: below.is_empty(),
        };
        while let Some(is_it) = map.next_key_seed(key())? {
            if is_it {
                map.next_value_seed(Path(below))?;
            } else {
                map.next_value::<IgnoredAny>()?;
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
        f.write_str("a key")
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        match key == self.name {
            true if self.fails => Err(E::custom("this is it")),
            is_it => Ok(is_it),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn the_deciding_line_is_found() {
        let line = |text: &str| line_of(text, &["telemetry", "collect"]);
        assert_eq!(line("a: 1\n\n# mine\ntelemetry:\n  # yes\n  collect: true\n"), Some(6));
        assert_eq!(line("a: 1\n"), None);
        // The line of `collect`, and not the line where the section begins.
        assert_eq!(line("telemetry:\n  delivery: inline\n\n  collect: true\n"), Some(4));
        assert_eq!(line("telemetry: {\n  delivery: inline,\n  collect: false }\n"), Some(3));
        assert_eq!(line("\u{feff}a: 1\ntelemetry: {collect: true}\n"), Some(2));
    }

    #[test]
    fn what_would_take_minutes_to_read_has_no_lines() {
        assert_eq!(
            line_of(&format!("telemetry: {}", "[a,".repeat(100_000)), &["telemetry"]),
            None
        );
    }
}
