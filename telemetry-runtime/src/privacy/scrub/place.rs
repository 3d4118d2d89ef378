//! A position in a text, with the questions that several rules ask about it.
//!
//! Texts are slices of characters rather than strings, so that no index can ever split a character.

use super::known::Known;
use super::markers;

/// A place in the text, between two characters.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) text: &'a [char],
    pub(super) at: usize,
    pub(super) known: &'a Known,
}

/// What a rule found at a place: so many characters are replaced.
pub(super) struct Found {
    pub(super) length: usize,
    pub(super) shown: String,
}

impl<'a> Place<'a> {
    pub(super) fn rest(self) -> &'a [char] {
        skip(self.text, self.at)
    }

    pub(super) fn behind(self) -> &'a [char] {
        take(self.text, self.at)
    }

    pub(super) fn before(self) -> Option<char> {
        self.behind().last().copied()
    }

    /// Whether a word could start here: what stands before is no part of one.
    pub(super) fn starts_word(self) -> bool {
        !self.before().is_some_and(is_word)
    }
}

impl Found {
    pub(super) fn marker(length: usize, marker: char) -> Self {
        Self {
            length,
            shown: marker.to_string(),
        }
    }

    /// These characters stay as they are, and the rule does not look into them again.
    pub(super) fn keep(chars: &[char]) -> Self {
        Self {
            length: chars.len(),
            shown: string(chars),
        }
    }
}

/// What words are made of. A marker counts: `<user>name` is not a place where `name` starts.
pub(super) fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || markers::is_marker(char)
}

pub(super) fn is_quote(char: char) -> bool {
    matches!(char, '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

/// Whether a list of words, divided by spaces, has this one.
pub(super) fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// How many characters from the start on are of this kind. The counting is compiled once, not for
/// each of the many kinds.
pub(super) fn run(chars: &[char], is_of_kind: impl Fn(char) -> bool) -> usize {
    count(&mut chars.iter(), &is_of_kind)
}

fn count(chars: &mut dyn Iterator<Item = &char>, is_of_kind: &dyn Fn(char) -> bool) -> usize {
    chars.take_while(|char| is_of_kind(**char)).count()
}

pub(super) fn skip(chars: &[char], count: usize) -> &[char] {
    chars.get(count..).unwrap_or_default()
}

pub(super) fn take(chars: &[char], count: usize) -> &[char] {
    chars.get(..count).unwrap_or(chars)
}

pub(super) fn trim_end(chars: &[char], is_trimmed: impl Fn(char) -> bool) -> &[char] {
    take(chars, chars.len() - count(&mut chars.iter().rev(), &is_trimmed))
}

pub(super) fn starts_with(chars: &[char], start: &str) -> bool {
    let mut chars = chars.iter();
    start.chars().all(|wanted| chars.next() == Some(&wanted))
}

/// Where `wanted` first stands within the first `within` characters.
pub(super) fn find(chars: &[char], wanted: &str, within: usize) -> Option<usize> {
    let first = wanted.chars().next()?;
    let candidates = take(chars, within)
        .iter()
        .enumerate()
        .filter(|(_, char)| **char == first);
    candidates
        .map(|(at, _)| at)
        .find(|at| starts_with(skip(chars, *at), wanted))
}

pub(super) fn string(chars: &[char]) -> String {
    chars.iter().collect()
}
