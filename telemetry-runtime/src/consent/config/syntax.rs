//! Describes mistakes in a file, in words that quote nothing of it.

use serde::de::IgnoredAny;

/// The most nested brackets that are given to the YAML crate. Its time grows with the square of the
/// nesting, and it accepts only 128.
const DEEPEST: usize = 1_000;

/// The keys of the section.
pub(super) const KEYS: [&str; 3] = ["collect", "dsn", "delivery"];
pub(super) const EXPECTS_COLLECT: &str = "`true`, `false` or `crashes`";
pub(super) const EXPECTS_DSN: &str = "a DSN such as `https://<key>@<host>/<project>`";
pub(super) const EXPECTS_DELIVERY: &str = "`background` or `inline`";

/// A mistake in the section, or in the file around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) line: Option<usize>,
    /// The runtime's own words. They quote nothing of the file, because that very line may contain
    /// a password.
    pub(crate) what: String,
}

/// Removes a byte order mark, which editors on Windows write at the beginning. For the YAML crate
/// it is a column of the first line, which the following lines lack. Their keys would belong to
/// another document.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The place where the YAML crate found the mistake, and the value that is expected there. Uses
/// only those of the crate's words that cannot come from the file, such as the beginning of the
/// message.
pub(super) fn mistake(error: &serde_yaml::Error, text: &str, name: &str) -> Mistake {
    let said = error.to_string();
    let of = |path: &str| said.strip_prefix(path).and_then(|said| said.strip_prefix(": "));
    let of_key = |key: &str| of(&format!("{name}.{key}")).is_some();
    let is_twice = |said: &str| said.starts_with("duplicate field");
    let what = if of_key("collect") {
        format!("{name}.collect must be {EXPECTS_COLLECT}")
    } else if of_key("dsn") {
        format!("{name}.dsn must be {EXPECTS_DSN}")
    } else if of_key("delivery") {
        format!("{name}.delivery must be {EXPECTS_DELIVERY}")
    } else if is_twice(&said) {
        format!("`{name}` appears twice")
    } else if let Some(said) = of(name) {
        match said {
            _ if is_twice(said) => format!("a key of `{name}` appears twice"),
            _ if said.starts_with("unknown field") => {
                format!("`{name}` has other keys than `collect`, `dsn` and `delivery`")
            }
            _ => format!("`{name}` is not a section: write `{name}:` and, on the next line, `  collect: true`"),
        }
    } else if said.starts_with("deserializing from YAML containing more than one document") {
        "the file holds more than one YAML document".to_owned()
    } else if said.contains("duplicate entry") {
        "a key appears twice in the file".to_owned()
    } else if serde_yaml::from_str::<IgnoredAny>(text).is_err() {
        "the file is not valid YAML here".to_owned()
    } else {
        format!("the file has no keys and values: write `{name}:` and, on the next line, `  collect: true`")
    };
    Mistake {
        line: error.location().map(|location| location.line()),
        what,
    }
}

pub(super) fn refuse_too_deep(text: &str) -> Result<(), Mistake> {
    match too_deep(text) {
        None => Ok(()),
        line => Err(Mistake {
            line,
            what: "expected fewer brackets within one another".to_owned(),
        }),
    }
}

/// The line of the first bracket over the limit. Brackets in texts and comments count as well,
/// which harms no real file.
pub(super) fn too_deep(text: &str) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use crate::consent::config::{Collect, section};

    const NAME: &str = "telemetry";
    const COLLECT: &str = "telemetry.collect must be `true`, `false` or `crashes`";
    const DSN: &str = "telemetry.dsn must be a DSN such as `https://<key>@<host>/<project>`";
    const DELIVERY: &str = "telemetry.delivery must be `background` or `inline`";

    fn mistake(text: &str) -> (Option<usize>, String) {
        let mistake = section(text.as_bytes(), NAME).unwrap_err();
        (mistake.line, mistake.what)
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
        }
        let many = format!("a: [{}]\ntelemetry: {{collect: true}}\n", "[b], {c: d}, ".repeat(2_000));
        assert_eq!(
            section(many.as_bytes(), NAME).unwrap().collect,
            Some(Collect::Everything)
        );
    }
}
