//! Sets `telemetry.collect` in the text of the user's file, and changes nothing else of it.
//!
//! It replaces one plain value, or adds one or two lines, and then reads the result with the reader
//! that decides consent. The result must have the new value and otherwise the same content. If it
//! does not, the edit is refused, and the user gets the lines to write.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::config::{self, Collect, Mistake};
use super::decision::LARGEST_CONFIG;

/// The reason why a file is not changed, with the line if known.
pub(crate) type Refused = Mistake;

/// The text with the new value of `collect`; `None` if it already has the value.
///
/// # Errors
/// If the section has a form that is not edited, or the file has another mistake.
pub(crate) fn edited(text: &str, name: &'static str, collect: Collect) -> Result<Option<String>, Refused> {
    let read = config::section(text.as_bytes(), name);
    if read.as_ref().is_ok_and(|section| section.collect == Some(collect)) {
        return Ok(None);
    }
    let key = config::line_of_key(text, name);
    if read.is_ok() && key.is_some() && config::is_foreign(text, name) {
        // The program uses the name for settings of its own.
        return if collect == Collect::Nothing {
            Ok(None)
        } else {
            Err(foreign(name, key))
        };
    }
    let rest = config::rest(text, name).map_err(|mistake| read.as_ref().err().cloned().unwrap_or(mistake))?;
    let value = config::line_of_collect(text, name);
    let body = config::without_mark(text);
    let mark = text.strip_suffix(body).unwrap_or_default();
    let new = match (value, key) {
        (Some(value), _) => with_value(body, value, collect),
        (None, Some(key)) => with_entry(body, key, name, collect),
        (None, None) if read.is_ok() => Some(with_section(body, name, collect)),
        (None, None) => None,
    };
    let new = new.map(|new| [mark, &new].concat());
    let is_right = |new: &String| {
        let says = config::section(new.as_bytes(), name).is_ok_and(|section| section.collect == Some(collect));
        says && new.len() as u64 <= LARGEST_CONFIG && config::rest(new, name).is_ok_and(|new| new == rest)
    };
    match (new.filter(is_right), read) {
        (Some(new), _) => Ok(Some(new)),
        (None, Err(mistake)) => Err(mistake),
        (None, Ok(_)) => Err(Mistake {
            line: value.or(key),
            what: match key {
                Some(_) => "only a section that is written as in the lines below can be changed".to_owned(),
                None => "the section cannot be added at the end of this file".to_owned(),
            },
        }),
    }
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

// Input:  `  collect: false  # not yet`
// Output: `  collect: true  # not yet`
/// The text with another value in this line, if the line is `collect` with a value of one word.
fn with_value(text: &str, line: usize, collect: Collect) -> Option<String> {
    let (before, line, after) = split_at_line(text, line)?;
    let key = line.len() - line.trim_start().strip_prefix("collect:")?.len();
    let (key, value) = line.split_at_checked(key)?;
    let space = value.len() - value.trim_start().len();
    let (space, value) = value.split_at_checked(space)?;
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    let (old, rest) = value.split_at_checked(end)?;
    let is_alone = rest.trim().is_empty() || rest.trim_start().starts_with('#');
    let is_plain = !old.is_empty() && !old.starts_with(['#', '&', '*', '!', '|', '>', '{', '[']);
    (is_alone && is_plain).then(|| [before, key, space, word(collect), rest, after].concat())
}

// Input:  `telemetry:`, above `    delivery: inline`
// Output: `telemetry:`, `    collect: true`
/// The text with `collect` in a new line below this one, if that holds the section's key alone.
fn with_entry(text: &str, line: usize, name: &str, collect: Collect) -> Option<String> {
    let (before, line, after) = split_at_line(text, line)?;
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let rest = line.trim_start().strip_prefix(name)?.strip_prefix(':')?.trim();
    if !(rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = after.lines().find(is_code).map(indentation);
    let own = indentation(line);
    let spaces = " ".repeat(first.filter(|first| *first > own).unwrap_or(own + 2));
    let (line, end) = ended(line, text);
    Some([before, line, end, &spaces, "collect: ", word(collect), end, after].concat())
}

/// The text with the section at its end.
fn with_section(text: &str, name: &str, collect: Collect) -> String {
    let (_, end) = ended("", text);
    let gap = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        end
    };
    [text, gap, &lines(name, collect).replace('\n', end)].concat()
}

/// The text before this line, the line with its end, and the text after it.
fn split_at_line(text: &str, number: usize) -> Option<(&str, &str, &str)> {
    let start: usize = text
        .split_inclusive('\n')
        .take(number.checked_sub(1)?)
        .map(str::len)
        .sum();
    let (before, rest) = text.split_at_checked(start)?;
    let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
    let (line, after) = rest.split_at_checked(end)?;
    Some((before, line, after))
}

/// The line without its end, and the line ending of this file.
fn ended<'a>(line: &'a str, text: &str) -> (&'a str, &'static str) {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    (line.trim_end_matches(['\r', '\n']), end)
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
            ("a: 1\ntelemetry:\n  collect:\n    false\n", Some(4)),
            ("telemetry:\n  collect: &no false\nother: *no\n", Some(2)),
            ("on: &on {collect: crashes}\ntelemetry: *on\n", Some(1)),
            ("telemetry: ~\n", Some(1)),
            ("telemetry: {}\n", Some(1)),
            ("\"telemetry\":\n  delivery: inline\n", Some(1)),
            ("{a: 1}\n", None),
            ("a: 1\n...\n", None),
            ("  a: 1\n", None),
        ] {
            let refused = refused(text);
            assert_eq!(refused.line, line, "{text:?}: {refused:?}");
            assert!(refused.what.contains("section"), "{text:?}: {refused:?}");
        }
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
