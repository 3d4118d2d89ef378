//! The section `telemetry` of the user's configuration file. This and what is below it is the only place that knows YAML.

mod encoding;
#[cfg(any(test, fuzzing))]
pub(crate) mod laws;
pub(crate) mod place;
mod rest;

pub(crate) use encoding::{mention_telemetry, text};
pub(crate) use rest::rest;

use crate::app::Delivery;
use crate::dsn::Dsn;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, Visitor};
use std::fmt;

/// The YAML crate's time grows with the square of how many brackets stand within one another; it takes 128, and so is not given many more.
const DEEPEST: usize = 1_000;

const EXPECTS_COLLECT: &str = "telemetry.collect must be `true`, `false` or `crashes`";
const EXPECTS_DSN: &str = "telemetry.dsn must be a DSN such as `https://<key>@<host>/<project>`";
const EXPECTS_DELIVERY: &str = "telemetry.delivery must be `background` or `inline`";

/// What the section says. What it does not say is `None`.
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

/// A mistake in the section, or in the file around it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) line: Option<usize>,
    /// In words of ours: nothing of the file is quoted, which may hold a password in that very line.
    pub(crate) what: String,
}

/// The file, as far as it is ours; the rest is the program's.
#[derive(Deserialize)]
struct Root {
    #[serde(default)]
    telemetry: Option<Section>,
}

/// Reads the section out of the file's bytes.
///
/// A file without the word is not parsed. It cannot give consent, and if it is not valid YAML, that
/// is for the program to report.
///
/// # Errors
/// If the file is not UTF-8, or if it has the word and is not valid YAML or has a mistake in its
/// section.
pub(crate) fn section(bytes: &[u8]) -> Result<Section, Mistake> {
    let text = without_mark(text(bytes)?);
    if !mention_telemetry(bytes) {
        return Ok(Section::default());
    }
    refuse_too_deep(text)?;
    let root = serde_yaml::from_str::<Option<Root>>(text).map_err(|error| mistake(&error, text))?;
    Ok(root.and_then(|root| root.telemetry).unwrap_or_default())
}

/// Without a byte order mark, as editors on Windows put it in front. To the YAML crate it is a column of the first line, which the lines below it do not have: their
/// keys would belong to another document.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Where the YAML crate found the mistake, and what it should be. Of the crate's own words only those
/// are looked at that cannot come from the file: how they begin.
fn mistake(error: &serde_yaml::Error, text: &str) -> Mistake {
    let said = error.to_string();
    let of = |path: &str| said.strip_prefix(path).and_then(|said| said.strip_prefix(": "));
    let is_twice = |said: &str| said.starts_with("duplicate field");
    let what = if of("telemetry.collect").is_some() {
        EXPECTS_COLLECT
    } else if of("telemetry.dsn").is_some() {
        EXPECTS_DSN
    } else if of("telemetry.delivery").is_some() {
        EXPECTS_DELIVERY
    } else if is_twice(&said) {
        "`telemetry` is there twice"
    } else if let Some(said) = of("telemetry") {
        match said {
            _ if is_twice(said) => "a key of `telemetry` is there twice",
            _ if said.starts_with("unknown field") => {
                "`telemetry` takes the keys `collect`, `dsn` and `delivery`, and no other"
            }
            _ => "`telemetry` is no section: write `telemetry:` and, below it, `  collect: true`",
        }
    } else if said.starts_with("deserializing from YAML containing more than one document") {
        "the file holds more than one YAML document"
    } else if said.contains("duplicate entry") {
        "the file has a key twice"
    } else if serde_yaml::from_str::<IgnoredAny>(text).is_err() {
        "the file is not valid YAML here"
    } else {
        "the file is no list of settings: write `telemetry:` and, below it, `  collect: true`"
    };
    Mistake {
        line: error.location().map(|location| location.line()),
        what: what.to_owned(),
    }
}

fn refuse_too_deep(text: &str) -> Result<(), Mistake> {
    match too_deep(text) {
        None => Ok(()),
        line => Err(Mistake {
            line,
            what: "expected fewer brackets within one another".to_owned(),
        }),
    }
}

/// The line of the bracket that is one too many. Those in texts and comments count as well, which no file is the worse for.
fn too_deep(text: &str) -> Option<usize> {
    let (mut line, mut open) = (1_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'\n' => line = line.saturating_add(1),
            b'[' | b'{' => open = open.saturating_add(1),
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > DEEPEST {
            return Some(line);
        }
    }
    None
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
                // YAML 1.2 knows only `true` and `false`. Guessing what a word was meant to be could guess "on".
                _ => Err(E::invalid_value(de::Unexpected::Str(value), &self)),
            }
        }
    }
    deserializer.deserialize_any(Words).map(Some)
}

fn dsn<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Dsn>, D::Error> {
    // Where the user's own data goes is theirs to say: unlike the program's, their server may be one without encryption.
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

/// A text that means something. It is judged while it is read: the parser knows the line only then.
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

/// The line of `telemetry.collect`, counted from 1.
pub(crate) fn line_of_collect(text: &str) -> Option<usize> {
    place::place(text, place::What::Collect).map(|place| place.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect_of(text: &str) -> Option<Collect> {
        section(text.as_bytes()).unwrap().collect
    }

    fn mistake(text: &str) -> (Option<usize>, String) {
        let mistake = section(text.as_bytes()).unwrap_err();
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
        ] {
            assert_eq!(collect_of(text), None, "{text}");
        }
        // Broken, but nothing to do with us.
        assert_eq!(collect_of("a: [1, 2"), None);
    }

    #[test]
    fn a_mistake_names_its_line_and_what_was_expected() {
        let (line, what) = mistake("a: 1\ntelemetry:\n  collect: yes\n");
        assert_eq!((line, what.as_str()), (Some(3), EXPECTS_COLLECT));
        assert_eq!(mistake("telemetry:\n  colect: true\n").0, Some(2));
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
        assert_eq!(section(b"# telemetry\n\xff").unwrap_err().line, Some(2), "no UTF-8");
        // Whatever else it may say: the user did not say no in it.
        assert!(section(b"prices: \xff").is_err() && section(&[0; 9]).is_err());
        assert!(
            section(b"telemetry:\n  collect: true\n---\nb: 1\n").is_err(),
            "two documents"
        );
    }

    /// Each with a secret where it is most likely to be repeated.
    #[test]
    fn a_mistake_quotes_nothing_of_the_file() {
        const SECRET: &str = "hunter2";
        for (text, expected) in [
            ("telemetry:\n  collect: hunter2\n", EXPECTS_COLLECT),
            ("telemetry:\n  collect: [hunter2]\n", EXPECTS_COLLECT),
            ("telemetry:\n  collect: {hunter2: 1}\n", EXPECTS_COLLECT),
            ("telemetry:\n  dsn: hunter2\n", EXPECTS_DSN),
            ("telemetry:\n  dsn: 7\n", EXPECTS_DSN),
            ("telemetry:\n  delivery: hunter2\n", EXPECTS_DELIVERY),
            (
                "telemetry:\n  hunter2: true\n",
                "`telemetry` takes the keys `collect`, `dsn` and `delivery`, and no other",
            ),
            (
                "telemetry:\n  \"telemetry.collect: hunter2\": true\n",
                "`telemetry` takes the keys `collect`, `dsn` and `delivery`, and no other",
            ),
            (
                "telemetry: hunter2\n",
                "`telemetry` is no section: write `telemetry:` and, below it, `  collect: true`",
            ),
            (
                "telemetry:\n  dsn: http://hunter2@127.0.0.1/1\n  dsn: b\n",
                "a key of `telemetry` is there twice",
            ),
            ("telemetry: {}\ntelemetry: {hunter2: 1}\n", "`telemetry` is there twice"),
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
                "the file is no list of settings: write `telemetry:` and, below it, `  collect: true`",
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
            assert_eq!(line_of_collect(&text), None);
        }
        let many = format!("a: [{}]\ntelemetry: {{collect: true}}\n", "[b], {c: d}, ".repeat(2_000));
        assert_eq!(collect_of(&many), Some(Collect::Everything));
    }

    #[test]
    fn the_deciding_line_is_found() {
        assert_eq!(
            line_of_collect("a: 1\n\n# mine\ntelemetry:\n  # yes\n  collect: true\n"),
            Some(6)
        );
        assert_eq!(line_of_collect("a: 1\n"), None);
        // Not that in which the section begins.
        assert_eq!(
            line_of_collect("telemetry:\n  delivery: inline\n\n  collect: true\n"),
            Some(4)
        );
        assert_eq!(
            line_of_collect("telemetry: {\n  delivery: inline,\n  collect: false }\n"),
            Some(3)
        );
        assert_eq!(line_of_collect("\u{feff}a: 1\ntelemetry: {collect: true}\n"), Some(2));
    }
}
