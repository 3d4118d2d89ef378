//! Laws that hold for every edit of a file, and for every refusal.

use super::{edited, word};
use crate::consent::config::{Collect, section, without_mark};
use serde_yaml::{Mapping, Value};

const NAME: &str = "telemetry";

/// An edit sets the value, once, and keeps every other byte. A refusal has a message of one line.
pub(crate) fn of_any_text(text: &str, collect: Collect) {
    let new = match edited(text, NAME, collect) {
        Ok(Some(new)) => new,
        Ok(None) => {
            // A section of the program's own settings has nothing to turn off.
            let is = section(text.as_bytes(), NAME).unwrap();
            assert!(is.collect == Some(collect) || (is.is_foreign && collect == Collect::Nothing));
            return;
        }
        Err(refused) => {
            let ends = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
            let lines = 1 + text.matches(ends).count();
            assert!(
                !refused.what.is_empty() && !refused.what.contains(char::is_control),
                "{refused:?}"
            );
            assert!(
                refused.line.is_none_or(|line| (1..=lines + 1).contains(&line)),
                "{refused:?}"
            );
            return;
        }
    };
    let is = section(new.as_bytes(), NAME).unwrap();
    assert_eq!(is.collect, Some(collect), "{text:?}\n{new:?}");
    // Compares the other keys and values in another way than the edit does.
    assert_eq!(others(text), others(&new), "{text:?}\n{new:?}");
    let gone = gone(text.as_bytes(), new.as_bytes());
    assert_eq!(edited(&new, NAME, collect), Ok(None), "again: {text:?}\n{new:?}");
    assert!(new.starts_with('\u{feff}') == text.starts_with('\u{feff}'));
    assert!(
        !gone.contains(&b'\n') && !gone.contains(&b'\r'),
        "{gone:?} is gone: {text:?}\n{new:?}"
    );
    let Ok(was) = section(text.as_bytes(), NAME) else {
        return;
    };
    assert_eq!((is.dsn, is.delivery), (was.dsn, was.delivery), "{text:?}\n{new:?}");
    match was.collect {
        Some(was) => {
            let back = edited(&new, NAME, was).unwrap().unwrap();
            assert_eq!(edited(&back, NAME, collect), Ok(Some(new)), "{text:?}");
        }
        None => assert!(gone.is_empty() && new.contains(word(collect)), "{text:?}\n{new:?}"),
    }
}

/// The removed bytes, at the one place where the texts differ.
fn gone<'a>(old: &'a [u8], new: &[u8]) -> &'a [u8] {
    let same = |(old, new): &(&u8, &u8)| old == new;
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    &old[..old.len() - after]
}

/// All keys and values except `telemetry`, in their order.
fn others(text: &str) -> Vec<(Value, Value)> {
    let root: Option<Mapping> = serde_yaml::from_str(without_mark(text)).unwrap();
    let entries = root.unwrap_or_default().into_iter();
    entries.filter(|(key, _)| key != NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::config::rest;
    use crate::util::laws::{text_of, trial};
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};

    /// Other content of a file, each at most once.
    const ENTRIES: [&str; 18] = [
        "name: kraken\n",
        "'quoted': \"two\\nlines\" # with a comment\n",
        "triggers:\n- name: daily\n  at: [1, 2]\n",
        "# telemetry:\n#   collect: true\n",
        "\n",
        "   \n",
        "market: {name: kraken, pairs: [a, b], collect: false}\n",
        "nested:\n    telemetry:\n        collect: false\n",
        "text: |-\n  telemetry:\n    collect: false\n",
        "kept: |+\n  text\n\n\n",
        "folded: >-\n  one\n  two\n",
        "defaults: &defaults\n  retries: 3\n",
        "umlaut: ä€𝕏\n",
        "? complex\n: value\n",
        "empty:\n",
        "date: 2026-11-27\n",
        "several: one\n  two\n",
        "\"a b\": 'it''s'\t# tabs\t\n",
    ];

    /// Sections that can be changed.
    const SECTIONS: [&str; 8] = [
        "telemetry:\n  collect: false\n",
        "telemetry:\n  collect: true  # not yet\n",
        "telemetry:\n    # mine\n    collect: crashes\n    delivery: inline\n",
        "telemetry:\n  delivery: background # as ever\n  # last\n  collect: FALSE\n",
        "telemetry:\n",
        "telemetry: # none yet\n\n",
        "telemetry:\n  # how\n  delivery: inline # so\n  # where to\n  dsn: http://key@127.0.0.1:9/1\n",
        "",
    ];

    fn asked() -> impl Strategy<Value = Collect> {
        select(&[Collect::Everything, Collect::Crashes, Collect::Nothing][..])
    }

    /// A file as users write it, which can be changed.
    fn file() -> impl Strategy<Value = String> {
        let entries = || subsequence(&ENTRIES[..9], 0..5).prop_shuffle();
        let more = subsequence(&ENTRIES[9..], 0..6).prop_shuffle();
        let head = select(&["", "\u{feff}", "# mine\n", "---\n", "--- # mine\n", "%YAML 1.1\n---\n"][..]);
        let end = select(&["", "# end\n", "\n\n"][..]);
        let new_line = select(&["\n", "\r\n"][..]);
        (
            head,
            entries(),
            select(&SECTIONS[..]),
            more,
            end,
            new_line,
            any::<bool>(),
        )
            .prop_map(|(head, before, section, after, end, new_line, ends)| {
                let parts = [head, &before.concat(), section, &after.concat(), end];
                let mut text = parts.concat();
                if !ends && text.ends_with('\n') {
                    text.pop();
                }
                text.replace('\n', new_line)
            })
    }

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn what_people_write_is_changed(text in file(), collect in asked()) {
            // Skips files that are not valid YAML.
            prop_assume!(rest(&text, NAME).is_ok());
            prop_assert!(edited(&text, NAME, collect).is_ok(), "{:?}", edited(&text, NAME, collect));
            of_any_text(&text, collect);
        }

        #[test]
        fn they_hold_of_texts(text in "(?s).{0,200}", collect in asked()) {
            of_any_text(&text, collect);
            of_any_text(&format!("telemetry:\n  collect: {text}"), collect);
            of_any_text(&format!("telemetry:{text}\n  collect: true"), collect);
        }

        #[test]
        fn they_hold_of_files_that_look_like_it(text in text_of(&PIECES, 24), collect in asked()) {
            of_any_text(&text, collect);
            of_any_text(&format!("telemetry:\n  collect: {text}"), collect);
            of_any_text(&format!("a: 1\n{text}"), collect);
            of_any_text(&format!("{{telemetry: {{{text}}}}}"), collect);
        }

        #[test]
        fn they_hold_of_what_happens_to_a_file(
            text in file(),
            at in any::<prop::sample::Index>(),
            piece in select(&PIECES[..]),
            collect in asked(),
        ) {
            let at = at.index(text.len() + 1);
            if let Some((before, after)) = text.split_at_checked(at) {
                of_any_text(&[before, piece, after].concat(), collect);
            }
        }
    }

    const PIECES: [&str; 40] = [
        "telemetry",
        "collect",
        "delivery",
        "inline",
        ":",
        ": ",
        "\n",
        "\n  ",
        "\r",
        "\r\n",
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
        "True",
        "~",
        "null",
        "'",
        "\"",
        "#",
        " #",
        "&a ",
        "*a",
        "!!bool ",
        "!x ",
        "|\n",
        ">\n",
        "---\n",
        "...\n",
        "<<: ",
        "? ",
        "\t",
        "\u{feff}",
        "\u{85}",
    ];
}
