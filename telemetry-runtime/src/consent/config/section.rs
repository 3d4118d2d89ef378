//! The telemetry section of the user's configuration file, `telemetry` unless the program names
//! another key. Only this module and the modules that it uses know YAML.

use super::encoding::{mention, text};
use super::outline::{self, Outline, outline};
use super::place::line_of;
use super::syntax::{Mistake, mistake, refuse_too_deep, too_deep, without_mark};
use super::values::{self, Collect};
use crate::model::app::Delivery;
use crate::model::dsn::Dsn;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The values in the section. An absent key is `None`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    #[serde(default, deserialize_with = "values::collect")]
    pub(crate) collect: Option<Collect>,
    #[serde(default, deserialize_with = "values::dsn")]
    pub(crate) dsn: Option<Dsn>,
    #[serde(default, deserialize_with = "values::delivery")]
    pub(crate) delivery: Option<Delivery>,
    /// True if the section belongs to the program: it has a value or keys, and none of telemetry's.
    #[serde(skip)]
    pub(crate) is_foreign: bool,
}

/// Reads the section of this name out of the file's bytes.
///
/// A file without the name is not parsed. It cannot give consent, and if it is not valid YAML, the
/// program must report that. A section without any of telemetry's keys belongs to the program.
///
/// # Errors
/// If the file is not UTF-8. If it has the name, and is not valid YAML, or has a mistake in the
/// section or in the section's name.
pub(crate) fn section(bytes: &[u8], name: &'static str) -> Result<Section, Mistake> {
    let text = without_mark(text(bytes)?);
    if !mention(bytes, name) {
        return Ok(Section::default());
    }
    refuse_too_deep(text)?;
    let read = Root(name).deserialize(serde_yaml::Deserializer::from_str(text));
    if let Ok(Some(section)) = read {
        return Ok(section);
    }
    let of_key = |key: &str, what: String| Mistake {
        line: line_of(text, &[key]),
        what,
    };
    match outline(text, name) {
        Ok(Outline::Nothing) => Ok(Section {
            is_foreign: read.is_err(),
            ..Section::default()
        }),
        Ok(Outline::OtherLetters(key)) => Err(of_key(&key, format!("this key must be spelled `{name}`"))),
        Ok(Outline::Dotted(key)) => {
            let what =
                format!("a dotted key is not a section: write `{name}:` and, on the next line, `  collect: true`");
            Err(of_key(&key, what))
        }
        Ok(Outline::Ours | Outline::Value) | Err(_) => match read {
            Ok(section) => Ok(section.unwrap_or_default()),
            Err(error) => Err(mistake(&error, text, name)),
        },
    }
}

/// Returns true if the user may have meant telemetry in a file that could not be read. A user who
/// never heard of telemetry must not get a line about it in each run.
pub(crate) fn may_be_ours(bytes: &[u8], name: &str) -> bool {
    let is_yaml = |text: &str| too_deep(text).is_none() && outline(without_mark(text), name).is_ok();
    mention(bytes, name) && (mention(bytes, "collect") || text(bytes).is_ok_and(is_yaml))
}

/// Reads the telemetry section of a file, and ignores the program's content.
struct Root(&'static str);

impl<'de> DeserializeSeed<'de> for Root {
    type Value = Option<Section>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Section>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Root {
    type Value = Option<Section>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }
    fn visit_none<E: de::Error>(self) -> Result<Option<Section>, E> {
        Ok(None)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Section>, D::Error> {
        deserializer.deserialize_map(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Section>, A::Error> {
        let mut found = None;
        while let Some(outline::Word(key)) = map.next_key()? {
            if key != self.0 {
                map.next_value::<IgnoredAny>()?;
            } else if found.is_some() {
                return Err(de::Error::duplicate_field(self.0));
            } else {
                found = Some(map.next_value::<Option<Section>>()?.unwrap_or_default());
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "telemetry";

    fn collect_of(text: &str) -> Option<Collect> {
        section(text.as_bytes(), NAME).unwrap().collect
    }

    #[test]
    fn consent_is_read_in_block_and_flow_form() {
        assert_eq!(collect_of("telemetry:\n  collect: true\n"), Some(Collect::Everything));
        assert_eq!(collect_of("{telemetry: {collect: true}}"), Some(Collect::Everything));
        assert_eq!(
            collect_of("a: 1\r\ntelemetry:\r\n  collect: crashes\r\nb: [1, 2]\r\n"),
            Some(Collect::Crashes)
        );
        assert_eq!(
            collect_of("\u{feff}telemetry:\n  collect: false"),
            Some(Collect::Nothing)
        );
        assert_eq!(
            collect_of("\u{feff}a: 1\r\ntelemetry:\r\n  collect: true\r\nb: 1\r\n"),
            Some(Collect::Everything)
        );
        assert_eq!(
            collect_of("x: &on {collect: true}\ntelemetry: *on\n"),
            Some(Collect::Everything)
        );
    }

    #[test]
    fn what_says_nothing_is_nothing() {
        for text in [
            "",
            "triggers: []",
            "# telemetry",
            "telemetry:",
            "telemetry: {}",
            "telemetry: ~\nb: 1",
            // The program's own settings.
            "telemetry:\n  endpoint: https://example.org\n  headers: {a: b}\n",
            "telemetry:\n  endpoint: 1\n  endpoint: 2\n",
            "telemetry: https://example.org\n",
            "telemetry: 1\n",
            "telemetry: false\n",
            "telemetry: [metrics, traces]\n",
            "telemetry: !x {a: 1}\n",
            "telemetry: {a: 1}\ntelemetry: {b: 1}\n",
            "Telemetry:\n  Endpoint: x\n",
            "telemetry.endpoint: x\n",
            "a:\n  Telemetry: {collect: true}\n",
        ] {
            assert_eq!(collect_of(text), None, "{text}");
        }
        // Invalid YAML without the section's name.
        assert_eq!(collect_of("a: [1, 2"), None);
    }

    #[test]
    fn a_name_that_is_almost_ours_is_a_mistake() {
        for (text, line) in [
            ("a: 1\nTelemetry:\n  collect: true\n", 2),
            ("TELEMETRY: {Collect: true}\n", 1),
            ("Telemetry: true\n", 1),
            ("a: 1\n\ntelemetry.collect: true\n", 3),
            ("Telemetry.Collect: true\n", 1),
            ("telemetry: {a: 1}\ntelemetry.collect: true\n", 2),
            ("telemetry: on\n", 1),
            ("telemetry: crashes\n", 1),
            ("telemetry:\n  - collect: true\n", 1),
        ] {
            let found = section(text.as_bytes(), NAME).map_err(|mistake| mistake.line);
            assert!(found.as_ref().is_err_and(Option::is_some), "{text:?}: {found:?}");
            assert!(line == 1 || found.is_err_and(|found| found == Some(line)), "{text:?}");
        }
        // Keys with the exact name decide.
        let text = "Telemetry: {collect: true}\ntelemetry: {collect: false}\ntelemetry.collect: true\n";
        assert_eq!(collect_of(text), Some(Collect::Nothing));
    }

    #[test]
    fn the_program_may_name_another_section() {
        let text = "telemetry: {endpoint: x}\nsharing:\n  collect: crashes\n";
        assert_eq!(
            section(text.as_bytes(), "sharing").unwrap().collect,
            Some(Collect::Crashes)
        );
        assert_eq!(collect_of(text), None);
        let error = section(b"sharing: {collect: yes}\n", "sharing").unwrap_err();
        assert_eq!(error.what, "sharing.collect must be `true`, `false` or `crashes`");
        assert_eq!(line_of(text, &["sharing", "collect"]), Some(3));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_ours_if_it_speaks_of_collecting() {
        let ours = |text: &str| may_be_ours(text.as_bytes(), NAME);
        for text in [
            "telemetry: {endpoint: x}\na: [1,\n",
            "[telemetry]\nendpoint = \"x\"\n",
            "a: [1, 2",
            "",
        ] {
            assert!(!ours(text), "{text:?}");
        }
        for text in [
            "telemetry: {collect: true}\na: [1,\n",
            "Telemetry: {dsn: 5}\n",
            "telemetry: yes\n",
        ] {
            assert!(ours(text), "{text:?}");
        }
    }
}
