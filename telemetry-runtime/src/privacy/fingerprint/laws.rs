//! What holds of the words that group errors.

use super::Exception;
use super::{ERROR, fingerprint, shape};
use std::borrow::Cow;

/// They are words of the message and nothing else: no number, nothing quoted, and not many of them.
pub(crate) fn of_any_message(message: &str) {
    let words = shape(message);
    assert!(words.split_whitespace().count() <= 16 && words.len() <= message.len());
    for word in words.split_whitespace() {
        assert!(word.chars().all(char::is_alphabetic), "{word:?}");
        assert!(message.contains(word), "{word:?} of {message:?}");
    }
    assert_eq!(shape(&words), words);
    let exception = Exception {
        ty: "E".to_owned(),
        value: Some(message.to_owned()),
        mechanism: None,
        stacktrace: None,
    };
    let parts = fingerprint(&[Cow::Borrowed(ERROR)], &[exception]);
    assert_eq!(parts, [ERROR, "E", words.as_str()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::laws::{text_of, trial};
    use proptest::prelude::*;

    const PIECES: [&str; 20] = [
        "a", "cannot", "é", "7", " ", " ", "\n", "\"", "'", "`", "n't", ",", ".", "(", ")", "<path>", ":", "-", "世",
        "\u{301}",
    ];

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_messages(message in "(?s).{0,200}", other in text_of(&PIECES, 40)) {
            of_any_message(&message);
            of_any_message(&other);
        }
    }
}
