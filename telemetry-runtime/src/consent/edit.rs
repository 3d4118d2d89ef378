//! Sets `telemetry.collect` in the text of the user's file, and changes nothing else of it.
//!
//! The edit replaces one plain scalar, or adds one or two lines. Then the reader that decides
//! consent reads the result. It must have the new value, and every other value must be the same.
//! Otherwise the file is refused, and the user gets the lines to write. So the edit need not know
//! YAML well: a wrong result is never written.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::config::{self, Collect, Mistake};
use super::decision::LARGEST_CONFIG;

const NOT_PLAIN: &str = "only YAML in the plain form of the lines below can be edited";

/// The reason why a file is not changed, with the line if known.
pub(crate) type Refused = Mistake;

/// The text with the new value of `collect`; `None` if it already has the value.
///
/// # Errors
/// If the file is written in a form that is not edited, or has another mistake.
pub(crate) fn edited(text: &str, name: &'static str, collect: Collect) -> Result<Option<String>, Refused> {
    let value = config::line_of(text, &[name, "collect"]);
    let key = config::line_of(text, &[name]);
    let rest = config::rest(text, name);
    let mistake = match config::section(text.as_bytes(), name) {
        Ok(section) if section.collect == Some(collect) => return Ok(None),
        Ok(section) if section.is_foreign && collect == Collect::Nothing => return Ok(None),
        Ok(section) if section.is_foreign => Some(foreign(name, key)),
        Ok(_) => rest.as_ref().err().cloned(),
        Err(mistake) => Some(mistake),
    };
    // The user must correct a key such as `Telemetry`. A second section would hide it.
    let has_place = value.or(key).is_some() || mistake.is_none();
    let is_right = |new: &String| {
        let says = config::section(new.as_bytes(), name).is_ok_and(|section| section.collect == Some(collect));
        says && new.len() as u64 <= LARGEST_CONFIG && rest.is_ok() && config::rest(new, name) == rest
    };
    let new = with_collect(text, name, collect, value, key).filter(|new| has_place && is_right(new));
    let not_plain = || Mistake {
        line: value.or(key),
        what: NOT_PLAIN.to_owned(),
    };
    new.map(Some).ok_or_else(|| mistake.unwrap_or_else(not_plain))
}

/// The section with this value, for the user to write by hand.
pub(crate) fn lines(name: &str, collect: Collect) -> String {
    format!("{name}:\n  collect: {}\n", word(collect))
}

fn word(collect: Collect) -> &'static str {
    match collect {
        Collect::Everything => "true",
        Collect::Crashes => "crashes",
        Collect::Nothing => "false",
    }
}

/// The text with another value in the line of `collect`, or with `collect` below the line of the
/// section's key, or with the section at the end.
fn with_collect(text: &str, name: &str, collect: Collect, value: Option<usize>, key: Option<usize>) -> Option<String> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    let (before, new, after) = match (value, key) {
        (Some(value), _) => {
            let (before, rest) = all.split_at_checked(value.checked_sub(1)?)?;
            let (line, after) = rest.split_first()?;
            (before, with_value(line, collect)?, after)
        }
        (None, Some(key)) => {
            let (before, after) = all.split_at_checked(key)?;
            let indentation = below(before.last()?, name, after)?;
            (before, format!("{indentation}collect: {}{end}", word(collect)), after)
        }
        (None, None) => (all.as_slice(), lines(name, collect).replace('\n', end), &[][..]),
    };
    let before = before.concat();
    let gap = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        end
    };
    Some([&before, gap, &new, &after.concat()].concat())
}

// Input:  `  collect: false  # not yet`
// Output: `  collect: true  # not yet`
/// The line with another value, if the value is one word, bare or in quotes.
fn with_value(line: &str, collect: Collect) -> Option<String> {
    let value = line.trim_start().strip_prefix("collect:")?.trim_start();
    let before = line.strip_suffix(value)?;
    let old = value.split_whitespace().next()?;
    let after = value.strip_prefix(old)?;
    let is_word = old.trim_matches(['\'', '"']).chars().all(char::is_alphanumeric);
    let is_alone = after.trim().is_empty() || after.trim_start().starts_with('#');
    (is_word && is_alone).then(|| [before, word(collect), after].concat())
}

/// The indentation of the first entry below the section's key, or what it would be, if the key
/// stands alone in its line.
fn below(key: &str, name: &str, after: &[&str]) -> Option<String> {
    let key = config::without_mark(key);
    let is_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indentation(key);
    let first = after.iter().find(|line| !is_nothing(line));
    let first = first.map(|line| indentation(line)).filter(|first| *first > own);
    let is_alone = is_nothing(key.trim_start().strip_prefix(name)?.strip_prefix(':')?);
    is_alone.then(|| " ".repeat(first.unwrap_or(own + 2)))
}

fn foreign(name: &str, line: Option<usize>) -> Refused {
    Mistake {
        line,
        what: format!(
            "`{name}` holds other settings of this program, whose developers must choose another section for telemetry \
             (`section = \"…\"`)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Result<Option<String>, Refused> {
        edited(text, "telemetry", Collect::Everything)
    }

    #[track_caller]
    fn assert_on(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(on(text), Ok(Some((*expected).to_owned())), "{text:?}");
        }
    }

    #[test]
    fn one_value_is_replaced() {
        assert_on(&[
            ("telemetry:\n  collect: false\n", "telemetry:\n  collect: true\n"),
            (
                "a: 1\ntelemetry:\n  collect: FALSE  # not yet\nb: 2",
                "a: 1\ntelemetry:\n  collect: true  # not yet\nb: 2",
            ),
            (
                "telemetry:\r\n  collect: 'crashes'\r\n",
                "telemetry:\r\n  collect: true\r\n",
            ),
            (
                "\u{feff}telemetry:\n  delivery: inline\n  collect: false",
                "\u{feff}telemetry:\n  delivery: inline\n  collect: true",
            ),
            // An invalid value.
            (
                "telemetry:\n  collect: yes # please\n",
                "telemetry:\n  collect: true # please\n",
            ),
        ]);
    }

    #[test]
    fn a_section_gets_an_entry() {
        assert_on(&[
            ("telemetry:\n", "telemetry:\n  collect: true\n"),
            ("telemetry:", "telemetry:\n  collect: true\n"),
            (
                "telemetry: # mine\n    # how\n    delivery: inline\n",
                "telemetry: # mine\n    collect: true\n    # how\n    delivery: inline\n",
            ),
            (
                "telemetry:\r\n  delivery: inline\r\nb: 1\r\n",
                "telemetry:\r\n  collect: true\r\n  delivery: inline\r\nb: 1\r\n",
            ),
            ("  telemetry:\n  b: 1\n", "  telemetry:\n    collect: true\n  b: 1\n"),
        ]);
    }

    #[test]
    fn a_file_gets_a_section() {
        assert_on(&[
            ("", "telemetry:\n  collect: true\n"),
            ("# mine\n", "# mine\ntelemetry:\n  collect: true\n"),
            ("a: 1", "a: 1\ntelemetry:\n  collect: true\n"),
            ("\u{feff}a: 1\r\n", "\u{feff}a: 1\r\ntelemetry:\r\n  collect: true\r\n"),
            (
                "--- # mine\na: |\n  text\n",
                "--- # mine\na: |\n  text\ntelemetry:\n  collect: true\n",
            ),
        ]);
    }

    #[test]
    fn other_forms_are_refused() {
        let refused = |text: &str| on(text).unwrap_err();
        for (text, line) in [
            ("telemetry: {collect: false}\n", Some(1)),
            ("{\"a\": 1, \"telemetry\": {\"collect\": false}}", Some(1)),
            ("a: 1\ntelemetry:\n  collect:\n    false\n", Some(3)),
            ("telemetry:\n  collect: &no false\nother: *no\n", Some(2)),
            ("on: &on {collect: crashes}\ntelemetry: *on\n", Some(1)),
            ("telemetry: ~\n", Some(1)),
            ("telemetry: {}\n", Some(1)),
            ("\"telemetry\":\n  delivery: inline\n", Some(1)),
            ("{\"telemetry\": {\n}}\n", Some(1)),
            ("telemetry:\n  !x collect: false\n", Some(2)),
            ("telemetry:\n  collect: #none\n    false\n", Some(2)),
            ("{a: 1}\n", None),
            ("a: 1\n...\n", None),
            // The text would get a line end that it does not have.
            ("a: |\n  text", None),
            ("  a: 1\n", None),
        ] {
            let refused = refused(text);
            assert_eq!(refused.line, line, "{text:?}: {refused:?}");
            assert_eq!(refused.what, NOT_PLAIN, "{text:?}");
        }
        assert!(refused("Telemetry:\n  collect: true\n").what.contains("spelled"));
        // Mistakes elsewhere keep their messages.
        assert_eq!(refused("a: 1\na: 2\n").what, "a key appears twice in the file");
        assert!(
            refused("telemetry:\n  collect: yes\n  delivery: never\n")
                .what
                .contains("must be")
        );
        assert!(refused(&format!("a: {}", "[".repeat(2_000))).what.contains("brackets"));
        let large = format!("a: {}\n", "x".repeat(usize::try_from(LARGEST_CONFIG).unwrap() - 5));
        assert!(on(&large).is_err());
    }

    #[test]
    fn a_section_of_the_program_s_own_is_off_already() {
        let text = "telemetry:\n  endpoint: https://example.org\n";
        assert_eq!(edited(text, "telemetry", Collect::Nothing), Ok(None));
        assert_eq!(on(text).unwrap_err().line, Some(1));
    }

    #[test]
    fn other_words_can_be_asked_for() {
        let text = "sharing:\n  collect: true\n";
        for (collect, word) in [(Collect::Nothing, "false"), (Collect::Crashes, "crashes")] {
            let expected = text.replace("true", word);
            assert_eq!(edited(text, "sharing", collect), Ok(Some(expected)));
        }
        assert_eq!(edited(text, "sharing", Collect::Everything), Ok(None));
    }
}
