//! Colours for the output on a terminal.

use crate::util::platform;
use std::io::IsTerminal;

/// Colours texts, or leaves them as they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint(bool);

impl Paint {
    /// Colours only a terminal that shows colours, and only if the user does not set `NO_COLOR`
    /// (<https://no-color.org>).
    pub(super) fn of_stdout() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self(wanted && able && std::io::stdout().is_terminal() && platform::stdout_shows_colours())
    }

    /// Plain text, for comparisons in tests.
    #[cfg(test)]
    pub(super) const NONE: Self = Self(false);

    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(super) fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    pub(super) fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Escapes each character of a file's text that could move the cursor, hide a part of the text, or
/// reverse the reading direction.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        // Invisible, but not control characters: marks of direction, joiners, line and paragraph
        // separators, the byte order mark, tags.
        let is_invisible = matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        if char != '\n' && (char.is_control() || is_invisible) {
            safe.extend(char.escape_unicode());
        } else {
            safe.push(char);
        }
    }
    safe
}
