//! The values of tags and flags in a run.

use crate::model::tag::Key;
use crate::util::catch::catch_quietly;

/// The name of each tag and its word in this run.
pub(crate) type TagValues = Vec<(&'static str, &'static str)>;

/// Names with their words, in the order of the expansion.
///
/// Each word comes from code of the program, which runs only for telemetry. Its panic is caught
/// quietly, is not counted as the program's, and drops only that word. A word outside of its set is
/// dropped too.
pub(crate) fn checked(keys: &'static [Key], words: &[impl Fn() -> &'static str]) -> TagValues {
    keys.iter()
        .zip(words)
        .filter_map(|(key, word)| Some((key, catch_quietly(word)?)))
        .filter(|(key, word)| key.words.contains(word))
        .map(|(key, word)| (key.name, word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tag::{Tag, flag, tag};

    #[test]
    fn a_word_that_is_none_of_its_set_is_not_told() {
        struct Liar;
        impl Tag for Liar {
            type Set = Self;
            const WORDS: &'static [&'static str] = &["harmless"];
            fn word(&self) -> &'static str {
                "canary"
            }
        }
        static KEYS: [Key; 2] = [Key::of("a", |()| tag(&Liar)), Key::flag("b")];
        let words: [fn() -> &'static str; 2] = [|| tag(&Liar).word(), || flag(&true)];
        assert_eq!(checked(&KEYS, &words), [("b", "true")]);
        let words: [fn() -> &'static str; 2] = [|| panic!("looked"), || flag(&true)];
        assert_eq!(checked(&KEYS, &words), [("b", "true")]);
    }
}
