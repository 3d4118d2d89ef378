//! The fingerprint: which errors are one issue. It is made of texts that are scrubbed already,
//! since it is sent like any other field.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::scrub;
use super::wire::Exception;
use crate::event::types::{ERROR, PANIC};
use std::borrow::Cow;

/// The fingerprint for the wire. Without one, the server groups events by their stack traces.
pub(crate) fn fingerprint(raw: &[Cow<'_, str>], exceptions: &[Exception]) -> Vec<String> {
    let Some((kind, rest)) = raw.split_first() else {
        return Vec::new();
    };
    let mut parts: Vec<String> = vec![kind.to_string()];
    match (&**kind, exceptions.last()) {
        // A boxed error's type says nothing, so the shape of the messages decides, from the
        // outermost in.
        (ERROR, _) => {
            for exception in exceptions.iter().rev() {
                parts.push(exception.ty.clone());
                parts.push(shape(exception.value.as_deref().unwrap_or_default()));
            }
        }
        (PANIC, Some(panic)) => {
            let message = panic.value.as_deref().unwrap_or_default();
            parts.extend(place(panic));
            match scrub::fixed(message) {
                // Of std's own words there are many in each file: the annotated function tells them
                // apart.
                Some(fixed) => {
                    parts.push(shape(&fixed));
                    parts.extend(rest.iter().map(ToString::to_string));
                }
                None => parts.push(shape(message)),
            }
        }
        _ => parts.extend(rest.iter().map(ToString::to_string)),
    }
    parts
}

/// Where a panic happened, as far as it is the same in the next release: its file, without the
/// version of a dependency, and its column. Lines move with all that is written above them.
fn place(panic: &Exception) -> Option<String> {
    let innermost = panic.stacktrace.as_ref()?.frames.last()?;
    let file = innermost.filename.as_deref()?;
    let column = innermost.colno.unwrap_or_default();
    Some(match file.split_once('/') {
        Some((package, rest)) => format!("{}/{rest}:{column}", without_version(package)),
        None => format!("{file}:{column}"),
    })
}

// Input:  serde-1.0.2
// Output: serde
fn without_version(package: &str) -> &str {
    let is_version = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('.');
    package
        .match_indices('-')
        .find_map(|(at, _)| {
            package
                .split_at_checked(at)
                .filter(|(_, rest)| is_version(rest.trim_start_matches('-')))
        })
        .map_or(package, |(name, _)| name)
}

/// The fixed words of a message: what is quoted, and every word with a digit, a separator or a
/// marker of the scrubber in it, is what differs from one user to the next.
fn shape(message: &str) -> String {
    let mut open = None;
    let mut unquoted = String::new();
    let mut before = ' ';
    for c in message.chars() {
        match open {
            // No quote begins within a word: `can't`.
            None if matches!(c, '"' | '\'' | '`') && !before.is_alphanumeric() => open = Some(c),
            None => unquoted.push(c),
            Some(quote) if quote == c => open = None,
            Some(_) => {}
        }
        before = c;
    }
    let fixed = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let words = unquoted
        .split_whitespace()
        .map(|word| word.trim_matches([',', '.', ':', ';', '(', ')', '!', '?']));
    words.filter(fixed).take(16).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::wire::{Frame, Stacktrace};

    fn of(message: &str) -> Vec<String> {
        let exception = Exception {
            ty: "E".into(),
            value: Some(message.into()),
            mechanism: None,
            stacktrace: None,
        };
        fingerprint(&[ERROR.into()], &[exception])
    }

    #[test]
    fn equal_errors_with_other_values_are_one_issue() {
        let one = of("cannot open `<path>.csv`: line 7 (os error 2)");
        assert_eq!(one, [ERROR, "E", "cannot open line os error"]);
        assert_eq!(one, of("cannot open <path>: line 12 (os error 13)"));
        assert_ne!(one, of("cannot parse `<path>.csv`: line 7 (os error 2)"));
    }

    fn of_panic(function: &str, file: &str, line: u64, column: u64, message: &str) -> Vec<String> {
        let frame = |file: &str, line| Frame {
            filename: Some(file.into()),
            lineno: Some(line),
            colno: Some(column),
            function: None,
            module: None,
            in_app: None,
            pre_context: Vec::new(),
            context_line: None,
            post_context: Vec::new(),
            instruction_addr: None,
        };
        let panic = Exception {
            ty: "panic".into(),
            value: Some(message.into()),
            stacktrace: Some(Stacktrace {
                frames: vec![frame("src/main.rs", 1), frame(file, line)],
                instruction_addr_adjustment: None,
            }),
            mechanism: None,
        };
        let raw = [PANIC.into(), Cow::Owned(function.to_owned())];
        fingerprint(&raw, &[panic])
    }

    #[test]
    fn equal_panics_of_other_releases_and_with_other_values_are_one_issue() {
        let one = of_panic(
            "buy",
            "src/trade.rs",
            10,
            9,
            "no price for \"BTC\" on day 17, can't buy",
        );
        assert_eq!(one, [PANIC, "src/trade.rs:9", "no price for on day buy"]);
        assert_eq!(
            one,
            of_panic(
                "sell",
                "src/trade.rs",
                99,
                9,
                "no price for \"ETH\" on day 3, can't buy"
            )
        );
        assert_ne!(one, of_panic("buy", "src/trade.rs", 10, 9, "no coins"));
        assert_ne!(
            one,
            of_panic(
                "buy",
                "src/other.rs",
                10,
                9,
                "no price for \"BTC\" on day 17, can't buy"
            )
        );
    }

    #[test]
    fn what_std_says_is_told_apart_by_the_annotated_function() {
        let unwrap = |function, column| {
            of_panic(
                function,
                "src/trade.rs",
                7,
                column,
                "called `Result::unwrap()` on an `Err` value: Os { code: 2 }",
            )
        };
        assert_eq!(unwrap("buy", 9), [PANIC, "src/trade.rs:9", "called on an value", "buy"]);
        assert_ne!(unwrap("buy", 9), unwrap("buy", 13));
        assert_ne!(unwrap("buy", 9), unwrap("sell", 9));
    }

    #[test]
    fn a_dependency_s_version_makes_no_new_issue() {
        let of = |file| of_panic("buy", file, 7, 9, "gave up");
        assert_eq!(of("tokio-util-1.0.2/src/a.rs"), of("tokio-util-1.1.0-rc.1/src/a.rs"));
        assert_eq!(of("tokio-util-1.0.2/src/a.rs")[1], "tokio-util/src/a.rs:9");
        assert_eq!(of("src/x-1/a.rs")[1], "src/x-1/a.rs:9");
        assert_eq!(of("main.rs")[1], "main.rs:9");
    }

    #[test]
    fn other_fingerprints_stay() {
        assert_eq!(fingerprint(&["telemetry.start".into()], &[]), ["telemetry.start"]);
    }
}
