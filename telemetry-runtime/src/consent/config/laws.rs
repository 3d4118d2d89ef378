//! Laws that hold for every configuration file.

use super::encoding::mention;
use super::{Collect, Section, line_of, section, text, without_mark};
use serde::Deserialize;
use serde_yaml::Value;

const NAME: &str = "telemetry";

/// The reader returns the value in the file. A file without the section's name has no value. A
/// mistake has a message of one line.
pub(crate) fn of_any_file(bytes: &[u8]) -> Option<Collect> {
    let lines = 1 + bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    match section(bytes, NAME) {
        Ok(Section {
            collect, dsn, delivery, ..
        }) => {
            if !mention(bytes, NAME) {
                assert!(collect.is_none() && dsn.is_none() && delivery.is_none());
                return None;
            }
            let text = std::str::from_utf8(bytes).unwrap();
            if let Ok(said) = said(text) {
                assert_eq!(collect, said, "{text:?}");
            }
            let line = line_of(text, &[NAME, "collect"]);
            assert!(
                collect.is_none() || line.is_some_and(|line| (1..=lines).contains(&line)),
                "line {line:?} of {text:?}"
            );
            collect
        }
        Err(mistake) => {
            assert!(mention(bytes, NAME) || text(bytes).is_err());
            assert!(
                mistake.line.is_none_or(|line| (1..=lines + 1).contains(&line)),
                "{mistake:?}"
            );
            let what = &mistake.what;
            assert!(!what.is_empty() && !what.contains(char::is_control), "{what:?}");
            None
        }
    }
}

/// Reads `collect` in another way: parses the whole section into values, and looks at one of them.
/// It refuses `!!bool collect: true`, which the reader accepts, because the tag of a key changes
/// neither the key nor its value.
fn said(text: &str) -> serde_yaml::Result<Option<Collect>> {
    #[derive(Deserialize)]
    struct File {
        telemetry: Option<Value>,
    }
    let file: Option<File> = serde_yaml::from_str(without_mark(text))?;
    let section = file.and_then(|file| file.telemetry);
    let fields = section.as_ref().and_then(|section| untagged(section).as_mapping());
    let collect = fields.into_iter().flatten().find(|(key, _)| untagged(key) == "collect");
    Ok(match collect.map(|(_, value)| value) {
        None => None,
        Some(Value::Bool(true)) => Some(Collect::Everything),
        Some(Value::Bool(false)) => Some(Collect::Nothing),
        Some(Value::String(word)) if word == "crashes" => Some(Collect::Crashes),
        Some(other) => panic!("{other:?} was taken for something"),
    })
}

fn untagged(mut value: &Value) -> &Value {
    while let Value::Tagged(tagged) = value {
        value = &tagged.value;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::laws::{text_of, trial};
    use proptest::prelude::*;

    /// Pieces of configuration files.
    const PIECES: [&str; 40] = [
        "telemetry",
        "collect",
        "dsn",
        "delivery",
        ":",
        ": ",
        "\n",
        "\n  ",
        "  ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "true",
        "false",
        "crashes",
        "yes",
        "True",
        "on",
        "~",
        "null",
        "'",
        "\"",
        "#",
        " #",
        "&a ",
        "*a",
        "!!bool ",
        "!!str ",
        "|\n",
        ">\n",
        "---\n",
        "...\n",
        "<<: ",
        "? ",
        "\t",
        "\u{feff}",
        "https://key@example.org/1",
    ];

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_texts(text in "(?s).{0,200}") {
            of_any_file(text.as_bytes());
            of_any_file(format!("telemetry:\n  collect: {text}").as_bytes());
        }

        #[test]
        fn they_hold_of_bytes(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            of_any_file(&[b"telemetry: # ", bytes.as_slice()].concat());
        }

        #[test]
        fn they_hold_of_files_that_look_like_it(text in text_of(&PIECES, 24)) {
            of_any_file(text.as_bytes());
            of_any_file(format!("telemetry:\n  collect: {text}").as_bytes());
        }

        #[test]
        fn they_hold_of_tags(tags in prop::collection::vec(r"|!|![a-z]|!!(bool|str|null|map|int) ?|!<[a-z:]{1,4}>", 4)) {
            let [root, section, key, value] = tags.as_slice() else { unreachable!() };
            of_any_file(format!("{root} telemetry: {section}\n  {key} collect: {value} true\n").as_bytes());
            of_any_file(format!("{root} telemetry: {section} {{{key} collect: {value} crashes}}\n").as_bytes());
        }

        #[test]
        fn only_true_and_crashes_give_consent(value in "[a-zA-Z0-9~'\" ]{0,10}") {
            let read = of_any_file(format!("telemetry:\n  collect: {value}\n").as_bytes());
            match read {
                Some(Collect::Everything) => prop_assert!(["true", "True", "TRUE"].contains(&value.trim())),
                Some(Collect::Crashes) => prop_assert_eq!(value.trim().trim_matches(['\'', '"']), "crashes"),
                Some(Collect::Nothing) | None => {}
            }
        }
    }
}
