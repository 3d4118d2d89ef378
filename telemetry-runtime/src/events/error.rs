//! `main` returned an error.

use crate::main_result::Link;
use sentry::protocol::{Event, Exception, Level, Mechanism};
use std::borrow::Cow;

/// The error and its sources. The server wants the root cause first.
pub(crate) fn from_main(chain: &[Link]) -> Event<'static> {
    let exceptions: Vec<Exception> = chain
        .iter()
        .rev()
        .map(|link| Exception {
            ty: link.kind.unwrap_or("Error").to_owned(),
            value: Some(link.message.clone()),
            mechanism: Some(Mechanism {
                ty: "main".into(),
                handled: Some(true),
                ..Mechanism::default()
            }),
            ..Exception::default()
        })
        .collect();
    Event {
        level: Level::Error,
        exception: exceptions.into(),
        fingerprint: fingerprint(chain),
        ..Event::default()
    }
}

/// Equal errors make one issue. A boxed error's type says nothing, so the shape of the messages decides.
fn fingerprint(chain: &[Link]) -> Cow<'static, [Cow<'static, str>]> {
    let mut parts = vec![Cow::Borrowed("telemetry.error")];
    for link in chain {
        parts.push(link.kind.unwrap_or("Error").into());
        parts.push(shape(&link.message).into());
    }
    parts.into()
}

/// The fixed words of a message: what is quoted, and every word with a digit, a separator or a mark of a path in it, is what
/// differs from one user to the next.
fn shape(message: &str) -> String {
    let mut quote = None;
    let unquoted: String = message
        .chars()
        .filter(|c| match quote {
            None if matches!(c, '"' | '\'' | '`') => {
                quote = Some(*c);
                false
            }
            None => true,
            Some(open) => {
                if *c == open {
                    quote = None;
                }
                false
            }
        })
        .collect();
    let fixed = |word: &&str| {
        word.trim_matches([',', '.', ':', ';', '(', ')', '!', '?'])
            .chars()
            .all(char::is_alphabetic)
    };
    unquoted
        .split_whitespace()
        .filter(fixed)
        .take(16)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(kind: Option<&'static str>, message: &str) -> Link {
        Link {
            kind,
            message: message.to_owned(),
        }
    }

    #[test]
    fn the_root_cause_comes_first() {
        let event = from_main(&[
            link(Some("anyhow::Error"), "cannot read the prices"),
            link(None, "No such file"),
        ]);
        let types: Vec<_> = event.exception.iter().map(|exception| exception.ty.as_str()).collect();
        assert_eq!(types, ["Error", "anyhow::Error"]);
    }

    #[test]
    fn equal_errors_with_other_values_are_one_issue() {
        let one = fingerprint(&[link(Some("E"), "cannot open `/home/ada/a.csv`: line 7 (os error 2)")]);
        let two = fingerprint(&[link(Some("E"), "cannot open `/home/bob/b.csv`: line 12 (os error 2)")]);
        let other = fingerprint(&[link(Some("E"), "cannot parse `/home/bob/b.csv`: line 12 (os error 2)")]);
        assert_eq!(one, two);
        assert_ne!(one, other);
    }
}
