//! Seed phrases of wallets: 12 to 24 plain English words, recognised by how many of them follow
//! each other.
//!
//! BIP-39 words have 3 to 8 lower-case letters. Ordinary sentences rarely go on for 12 such words,
//! because they need small words that are not in the list.

use super::markers::PHRASE;
use super::place::{Found, Place, run, skip, starts_with, string, take, trim_end};

/// So many words in a row, with nothing but spaces between them, are a seed phrase wherever they
/// stand.
const WORDS: usize = 12;
/// So many are after a word that announces one; commas and quotes may stand between them. Fewer
/// than a phrase has, because it is the incomplete ones that errors tell of.
const WORDS_AFTER_LABEL: usize = 6;
const LABELS: [&str; 8] = [
    "seed", "seeds", "mnemonic", "phrase", "words", "recovery", "wallet", "backup",
];
/// Frequent words that are not in BIP-39's English list.
const NOT_IN_LIST: &str = "and are been but could does expected for found from got had has invalid its its \
    missing not now one should the two unknown was were while with without would your";
/// The longest word of the list.
const LONGEST_WORD: usize = 8;

/// Words in a row that could be a wallet's seed phrase.
pub(super) fn seed(place: Place<'_>) -> Option<Found> {
    if !place.starts_word() || word(place.rest()).is_none() {
        return None;
    }
    let rest = place.rest();
    // Labels that are near are looked at first: counting words anew after each of many labels would
    // take long.
    if follows_label(place.behind()) && !starts_with_label(rest) {
        let (words, length) = words(rest, is_list_gap);
        if words >= WORDS_AFTER_LABEL {
            return Some(Found::marker(length, PHRASE));
        }
    }
    if label_is_near(rest) {
        return None;
    }
    let (words, length) = words(rest, |char| matches!(char, ' ' | '\n' | '\t'));
    (words >= WORDS).then(|| Found::marker(length, PHRASE))
}

fn word(chars: &[char]) -> Option<&[char]> {
    let word = take(
        chars,
        run(take(chars, LONGEST_WORD + 1), |char| char.is_ascii_lowercase()),
    );
    let ends = !skip(chars, word.len())
        .first()
        .is_some_and(|char| char.is_alphanumeric() || "_-".contains(*char));
    let is_listed =
        (3..=LONGEST_WORD).contains(&word.len()) && !NOT_IN_LIST.split_whitespace().any(|other| is(word, other));
    (ends && is_listed).then_some(word)
}

fn is(word: &[char], other: &str) -> bool {
    word.len() == other.len() && starts_with(word, other)
}

/// How many words stand in a row, and how long all of them are together.
fn words(chars: &[char], is_gap: impl Fn(char) -> bool) -> (usize, usize) {
    let (mut count, mut at, mut end) = (0, 0, 0);
    while let Some(word) = word(skip(chars, at)) {
        count += 1;
        end = at + word.len();
        let gap = run(take(skip(chars, end), 4), &is_gap);
        if gap == 0 {
            break;
        }
        at = end + gap;
    }
    (count, end)
}

fn is_list_gap(char: char) -> bool {
    matches!(char, ' ' | '\n' | '\t' | ',' | '"' | '\'')
}

/// Whether a word that announces a seed phrase stands right before, as in `seed phrase: "…"`.
fn follows_label(behind: &[char]) -> bool {
    let gap = behind
        .iter()
        .rev()
        .take(4)
        .take_while(|char| is_list_gap(**char) || ":=([{".contains(**char))
        .count();
    let behind = take(behind, behind.len() - gap);
    let before_word = trim_end(behind, |char| char.is_ascii_alphabetic())
        .len()
        .max(behind.len().saturating_sub(16));
    let word = string(skip(behind, before_word)).to_ascii_lowercase();
    gap > 0 && LABELS.contains(&word.as_str())
}

fn starts_with_label(chars: &[char]) -> bool {
    word(chars).is_some_and(|word| LABELS.iter().any(|label| is(word, label)))
}

/// Whether a label is one of the next words: then the phrase starts after it, and what stands
/// before are other words.
fn label_is_near(chars: &[char]) -> bool {
    let mut at = 0;
    for _ in 0..3 {
        let Some(word) = word(skip(chars, at)) else {
            return false;
        };
        if starts_with_label(skip(chars, at)) {
            return true;
        }
        at += word.len() + 1;
    }
    false
}
