//! Before and after the rules: bounds, invisible characters, markers.

use super::markers;

/// The longest text that is looked at, in bytes; what follows is not shown.
pub(super) const LONGEST_INPUT: usize = 16 * 1024;
/// The longest text that is shown, in bytes.
pub(super) const LONGEST_OUTPUT: usize = 8 * 1024;
/// How far back, in bytes, we look for the end of a word to cut at. A word that is cut in two might
/// not be recognised.
const LONGEST_WORD: usize = 1024;
const CUT: &str = " <cut>";

pub(super) struct Prepared {
    pub(super) chars: Vec<char>,
    pub(super) is_cut: bool,
}

pub(super) fn prepare(text: &str) -> Prepared {
    let kept = bounded(text, LONGEST_INPUT);
    Prepared {
        chars: markers::fold(visible(kept)).chars().collect(),
        is_cut: kept.len() < text.len(),
    }
}

pub(super) fn finish(chars: &[char], is_cut: bool) -> String {
    let text = markers::unfold(chars);
    if !is_cut && text.len() <= LONGEST_OUTPUT {
        return text;
    }
    bounded(&text, LONGEST_OUTPUT - CUT.len()).trim_end().to_owned() + CUT
}

/// The start of the text, at most so many bytes, without the word that would be cut in two.
fn bounded(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let start = at_most(text, most);
    let without_last_word = start
        .rfind(char::is_whitespace)
        .filter(|end| start.len() - end <= LONGEST_WORD);
    at_most(
        start,
        without_last_word.unwrap_or(start.len().saturating_sub(LONGEST_WORD)),
    )
}

/// As [`str::floor_char_boundary`], which is newer than the oldest compiler we support.
fn at_most(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len()))
        .rev()
        .find_map(|end| text.get(..end))
        .unwrap_or_default()
}

/// The text without what a reader does not see: control characters, terminal colours, and
/// characters that hide or turn text around. They could also split a secret, so that no rule knows
/// it.
fn visible(text: &str) -> String {
    let mut chars = text.chars();
    let mut kept = String::with_capacity(text.len());
    while let Some(char) = chars.next() {
        if char == '\u{1b}' && chars.as_str().starts_with('[') {
            // The end of a "control sequence", ECMA-48 5.4: parameters, then one character from `@`
            // to `~`.
            let _ = chars.next();
            let _ = chars.by_ref().take(32).find(|char| ('@'..='~').contains(char));
        } else if !is_invisible(char) {
            kept.push(char);
        }
    }
    kept
}

fn is_invisible(char: char) -> bool {
    (char.is_control() && !matches!(char, '\n' | '\t'))
        || matches!(char, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || markers::is_reserved(char)
}
