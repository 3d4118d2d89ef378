//! The markers that replace private words.
//!
//! While the rules are at work a marker is a single character that no text can hold, so that no
//! rule takes the word `user` in `<user>` for a name, and a text that was scrubbed before stays as
//! it is.

pub(super) const PATH: char = '\u{E000}';
pub(super) const HOME_PATH: char = '\u{E001}';
pub(super) const USER: char = '\u{E002}';
pub(super) const HOST: char = '\u{E003}';
pub(super) const EMAIL: char = '\u{E004}';
pub(super) const IP: char = '\u{E005}';
pub(super) const MAC: char = '\u{E006}';
pub(super) const ID: char = '\u{E007}';
pub(super) const NUMBER: char = '\u{E008}';
pub(super) const IBAN: char = '\u{E009}';
pub(super) const SECRET: char = '\u{E00A}';
pub(super) const PHRASE: char = '\u{E00B}';
pub(super) const ARGUMENT: char = '\u{E00C}';
pub(super) const CUT: char = '\u{E00D}';

/// Longer ones first where one contains another.
const MARKERS: [(char, &str); 14] = [
    (HOME_PATH, "~/<path>"),
    (PATH, "<path>"),
    (USER, "<user>"),
    (HOST, "<host>"),
    (EMAIL, "<email>"),
    (IP, "<ip>"),
    (MAC, "<mac>"),
    (ID, "<id>"),
    (NUMBER, "<number>"),
    (IBAN, "<iban>"),
    (SECRET, "<secret>"),
    (PHRASE, "<phrase>"),
    (ARGUMENT, "<argument>"),
    (CUT, "<cut>"),
];

pub(super) fn is_marker(char: char) -> bool {
    (PATH..=CUT).contains(&char)
}

/// Whether a text may not hold this character, as it could be taken for one of ours: Unicode's
/// private use area.
pub(super) fn is_reserved(char: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&char)
}

/// `<user>` in a text becomes the character for it.
pub(super) fn fold(text: String) -> String {
    MARKERS.iter().fold(text, |text, (marker, shown)| {
        if text.contains(shown) {
            text.replace(shown, &marker.to_string())
        } else {
            text
        }
    })
}

/// The characters become the markers that people read.
pub(super) fn unfold(chars: &[char]) -> String {
    let mut text = String::with_capacity(chars.len());
    for char in chars {
        match MARKERS.iter().find(|(marker, _)| marker == char) {
            Some((_, shown)) => text.push_str(shown),
            None => text.push(*char),
        }
    }
    text
}
