//! The telemetry section of the user's configuration file, `telemetry` unless the program names
//! another key. Only this module and the modules that it uses know YAML.

use super::encoding::{mention, text};
use super::outline::{self, Outline, outline};
use super::place;
use super::syntax::{
    EXPECTS_COLLECT, EXPECTS_DELIVERY, EXPECTS_DSN, Mistake, mistake, refuse_too_deep, too_deep, without_mark,
};
use crate::model::app::Delivery;
use crate::model::dsn::Dsn;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The values in the section. An absent key is `None`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    #[serde(default, deserialize_with = "collect")]
    pub(crate) collect: Option<Collect>,
    #[serde(default, deserialize_with = "dsn")]
    pub(crate) dsn: Option<Dsn>,
    #[serde(default, deserialize_with = "delivery")]
    pub(crate) delivery: Option<Delivery>,
}

/// `telemetry.collect`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Collect {
    Everything,
    Crashes,
    Nothing,
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
        line: place::line_of_key(text, key),
        what,
    };
    match outline(text, name) {
        Ok(Outline::Nothing) => Ok(Section::default()),
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

fn outline_of(text: &str, name: &str) -> Option<Outline> {
    let text = without_mark(text);
    if too_deep(text).is_some() {
        return None;
    }
    outline(text, name).ok()
}

/// Returns true if the section belongs to the program: it has keys, and none of telemetry's.
pub(crate) fn is_foreign(text: &str, name: &'static str) -> bool {
    let strict = || Root(name).deserialize(serde_yaml::Deserializer::from_str(without_mark(text)));
    outline_of(text, name) == Some(Outline::Nothing) && strict().is_err()
}

/// Returns true if the user may have meant telemetry in a file that could not be read. A user who
/// never heard of telemetry must not get a line about it in each run.
pub(crate) fn may_be_ours(bytes: &[u8], name: &str) -> bool {
    mention(bytes, name)
        && (mention(bytes, "collect") || text(bytes).is_ok_and(|text| outline_of(text, name).is_some()))
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

fn collect<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Collect>, D::Error> {
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

fn dsn<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Dsn>, D::Error> {
    // The user decides where their own data goes. Unlike the program's server, theirs may lack
    // encryption.
    word(deserializer, EXPECTS_DSN, |text| text.parse::<Dsn>().is_ok()).map(|text| text.parse().ok())
}

fn delivery<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Delivery>, D::Error> {
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

#[cfg(test)]
mod tests {
    use super::place::line_of_collect;
    use super::*;

    const NAME: &str = "telemetry";
    const COLLECT: &str = "telemetry.collect must be `true`, `false` or `crashes`";
    const DSN: &str = "telemetry.dsn must be a DSN such as `https://<key>@<host>/<project>`";
    const DELIVERY: &str = "telemetry.delivery must be `background` or `inline`";

    fn collect_of(text: &str) -> Option<Collect> {
        section(text.as_bytes(), NAME).unwrap().collect
    }

    fn mistake(text: &str) -> (Option<usize>, String) {
        let mistake = section(text.as_bytes(), NAME).unwrap_err();
        (mistake.line, mistake.what)
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
    fn a_mistake_names_its_line_and_what_was_expected() {
        let (line, what) = mistake("a: 1\ntelemetry:\n  collect: yes\n");
        assert_eq!((line, what.as_str()), (Some(3), COLLECT));
        assert_eq!(mistake("telemetry:\n  collect: true\n  colect: true\n").0, Some(3));
        assert_eq!(mistake("telemetry:\n  Collect: true\n").0, Some(2));
        assert_eq!(mistake("telemetry: true\n").0, Some(1));
        assert_eq!(mistake("telemetry:\n  collect: 1\n").0, Some(2));
        assert_eq!(mistake("telemetry:\n  collect:\n").0, Some(2));
        assert_eq!(mistake("telemetry:\n  delivery: never\n").0, Some(2));
        assert_eq!(mistake("telemetry:\n  dsn: example.org\n").0, Some(2));
        assert_eq!(
            mistake("telemetry:\n  collect: true\nb: [1,\n").0,
            Some(4),
            "the file around it"
        );
        assert!(
            mistake("telemetry:\n  collect: true\ntelemetry:\n  collect: false\n")
                .1
                .contains("twice")
        );
        assert_eq!(
            section(b"# telemetry\n\xff", NAME).unwrap_err().line,
            Some(2),
            "no UTF-8"
        );
        // A file in another encoding is a mistake and not a refusal.
        assert!(section(b"prices: \xff", NAME).is_err() && section(&[0; 9], NAME).is_err());
        assert!(
            section(b"telemetry:\n  collect: true\n---\nb: 1\n", NAME).is_err(),
            "two documents"
        );
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
        assert_eq!(line_of_collect(text, "sharing"), Some(3));
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

    /// Each text has a secret where a message would most likely repeat it.
    #[test]
    fn a_mistake_quotes_nothing_of_the_file() {
        const SECRET: &str = "hunter2";
        for (text, expected) in [
            ("telemetry:\n  collect: hunter2\n", COLLECT),
            ("telemetry:\n  collect: [hunter2]\n", COLLECT),
            ("telemetry:\n  collect: {hunter2: 1}\n", COLLECT),
            ("telemetry:\n  dsn: hunter2\n", DSN),
            ("telemetry:\n  dsn: 7\n", DSN),
            ("telemetry:\n  delivery: hunter2\n", DELIVERY),
            (
                "telemetry:\n  hunter2: true\n  collect: true\n",
                "`telemetry` has other keys than `collect`, `dsn` and `delivery`",
            ),
            (
                "telemetry:\n  \"telemetry.collect: hunter2\": true\n  collect: true\n",
                "`telemetry` has other keys than `collect`, `dsn` and `delivery`",
            ),
            (
                "telemetry: [true, hunter2]\n",
                "`telemetry` is not a section: write `telemetry:` and, on the next line, `  collect: true`",
            ),
            (
                "telemetry:\n  dsn: http://hunter2@127.0.0.1/1\n  dsn: b\n",
                "a key of `telemetry` appears twice",
            ),
            ("telemetry: {}\ntelemetry: {collect: 1}\n", "`telemetry` appears twice"),
            (
                "Telemetry: {collect: hunter2}\n",
                "this key must be spelled `telemetry`",
            ),
            (
                "telemetry.collect: hunter2\n",
                "a dotted key is not a section: write `telemetry:` and, on the next line, `  collect: true`",
            ),
            (
                "telemetry: {}\n---\nhunter2\n",
                "the file holds more than one YAML document",
            ),
            (
                "[telemetry]\ncollect = true\npassword = \"hunter2\"\n",
                "the file is not valid YAML here",
            ),
            ("telemetry: {}\nb: *hunter2\n", "the file is not valid YAML here"),
            (
                "telemetry hunter2\n",
                "the file has no keys and values: write `telemetry:` and, on the next line, `  collect: true`",
            ),
        ] {
            let (_, what) = mistake(text);
            assert_eq!(what, expected, "{text}");
            assert!(!what.contains(SECRET));
        }
    }

    #[test]
    fn what_would_take_minutes_to_read_is_not_read() {
        for part in ["[a,", "{a: "] {
            let text = format!("# telemetry\n{}", part.repeat(100_000));
            let too_deep = "expected fewer brackets within one another".to_owned();
            assert_eq!(mistake(&text), (Some(2), too_deep));
            assert_eq!(line_of_collect(&text, NAME), None);
        }
        let many = format!("a: [{}]\ntelemetry: {{collect: true}}\n", "[b], {c: d}, ".repeat(2_000));
        assert_eq!(collect_of(&many), Some(Collect::Everything));
    }

    #[test]
    fn the_deciding_line_is_found() {
        assert_eq!(
            line_of_collect("a: 1\n\n# mine\ntelemetry:\n  # yes\n  collect: true\n", NAME),
            Some(6)
        );
        assert_eq!(line_of_collect("a: 1\n", NAME), None);
        // The line of the value, and not the line where the section begins.
        assert_eq!(
            line_of_collect("telemetry:\n  delivery: inline\n\n  collect: true\n", NAME),
            Some(4)
        );
        assert_eq!(
            line_of_collect("telemetry: {\n  delivery: inline,\n  collect: false }\n", NAME),
            Some(3)
        );
        assert_eq!(
            line_of_collect("\u{feff}a: 1\ntelemetry: {collect: true}\n", NAME),
            Some(2)
        );
    }
}
