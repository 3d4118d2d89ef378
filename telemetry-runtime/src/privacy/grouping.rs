//! Which errors are one issue. Works on texts that were scrubbed already: a fingerprint leaves the machine like any other field.

use sentry::protocol::Exception;
use std::borrow::Cow;

/// The fingerprint of an error that is still to be told from others by its exceptions.
pub(crate) const ERROR: &str = "telemetry.error";

/// Has the server group an event by its traceback.
const BY_SERVER: &str = "{{ default }}";

/// The fingerprint for the wire.
pub(crate) fn fingerprint(raw: &[Cow<'_, str>], exceptions: &[Exception]) -> Vec<Cow<'static, str>> {
    if raw.is_empty() {
        return vec![Cow::Borrowed(BY_SERVER)];
    }
    let mut parts: Vec<Cow<'static, str>> = raw.iter().map(|part| Cow::Owned(part.to_string())).collect();
    if raw.first().is_some_and(|first| first == ERROR) {
        // A boxed error's type says nothing, so the shape of the messages decides, from the outermost in.
        for exception in exceptions.iter().rev() {
            parts.push(exception.ty.clone().into());
            parts.push(shape(exception.value.as_deref().unwrap_or_default()).into());
        }
    }
    parts
}

/// The fixed words of a message: what is quoted, and every word with a digit, a separator or a marker of the scrubber in it, is what
/// differs from one user to the next.
fn shape(message: &str) -> String {
    let mut open = None;
    let mut unquoted = String::new();
    for c in message.chars() {
        match open {
            None if matches!(c, '"' | '\'' | '`') => open = Some(c),
            None => unquoted.push(c),
            Some(quote) if quote == c => open = None,
            Some(_) => {}
        }
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

    fn of(message: &str) -> Vec<Cow<'static, str>> {
        let exception = Exception {
            ty: "E".into(),
            value: Some(message.into()),
            ..Exception::default()
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

    #[test]
    fn other_fingerprints_stay() {
        assert_eq!(fingerprint(&["telemetry.start".into()], &[]), ["telemetry.start"]);
    }
}
