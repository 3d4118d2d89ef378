//! The tokens of a Rust source, as far as they tell where blocks begin and end: what stands in comments and literals does not.

/// What matters of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A keyword, a name or a number; `r#fn` is one that is no keyword.
    Word(&'a str),
    /// One character of punctuation.
    Entry(char),
    /// A string, a character, a lifetime.
    Literal,
}

/// Where a token begins, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) line: u64,
    /// As the compiler counts in the place of a panic: by what is seen, where a tab is four wide.
    pub(super) column: u64,
}

/// Gives each token with the position where it begins.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    at: Position,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let at = Position { line: 1, column: 1 };
        Self { rest: text, at }
    }

    /// Takes that many bytes, or all there are.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        for c in taken.chars() {
            match c {
                '\n' => {
                    self.at.line += 1;
                    self.at.column = 1;
                }
                '\t' => self.at.column += 4,
                _ => self.at.column += 1,
            }
        }
        taken
    }

    fn take_while(&mut self, is_it: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !is_it(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// Takes all up to this text, and that.
    fn take_through(&mut self, text: &str) {
        let end = self.rest.find(text).map_or(self.rest.len(), |at| at + text.len());
        self.take(end);
    }

    fn skip_space(&mut self) {
        loop {
            if self.rest.starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest.starts_with("/*") {
                self.skip_comment();
            } else if self.take_while(char::is_whitespace).is_empty() {
                return;
            }
        }
    }

    /// Comments may hold comments.
    fn skip_comment(&mut self) {
        let mut depth = 0_u32;
        loop {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.take(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.take(2);
            } else {
                let next = self.rest.chars().next().map_or(0, char::len_utf8);
                self.take(next);
            }
            if depth == 0 || self.rest.is_empty() {
                return;
            }
        }
    }

    /// What is left of a literal that ends with this mark.
    fn skip_quoted(&mut self, end: char) {
        loop {
            self.take_while(|c| c != end && c != '\\');
            if self.rest.starts_with('\\') {
                self.take(1);
                let escaped = self.rest.chars().next().map_or(0, char::len_utf8);
                self.take(escaped);
            } else {
                self.take(end.len_utf8());
                return;
            }
        }
    }

    /// What is left of a string whose prefix has an `r`.
    fn skip_raw(&mut self) {
        let hashes = self.take_while(|c| c == '#').len();
        self.take(1);
        self.take_through(&format!("\"{}", "#".repeat(hashes)));
    }

    /// `'a'`, or `'a`.
    fn skip_character_or_lifetime(&mut self) {
        let mut ahead = self.rest.chars();
        let (first, second) = (ahead.next(), ahead.next());
        if first == Some('\\') || second == Some('\'') {
            let character = if first == Some('\\') {
                0
            } else {
                first.map_or(0, char::len_utf8)
            };
            self.take(character);
            self.skip_quoted('\'');
        } else {
            self.take_while(is_of_word);
        }
    }

    /// A word, or the literal whose prefix it is.
    fn word(&mut self) -> Token<'a> {
        let start = self.rest;
        let word = self.take_while(is_of_word);
        let after_hashes = self.rest.trim_start_matches('#');
        let is_raw = matches!(word, "r" | "br" | "cr");
        if is_raw && after_hashes.starts_with('"') {
            self.skip_raw();
        } else if matches!(word, "b" | "c") && self.rest.starts_with('"') {
            self.take(1);
            self.skip_quoted('"');
        } else if word == "b" && self.rest.starts_with('\'') {
            self.take(1);
            self.skip_quoted('\'');
        } else if word == "r" && self.rest.starts_with('#') && after_hashes.starts_with(is_of_word) {
            let name = self.take(1).len() + self.take_while(is_of_word).len();
            return Token::Word(start.get(..word.len() + name).unwrap_or(word));
        } else {
            return Token::Word(word);
        }
        Token::Literal
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Position, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_space();
        let at = self.at;
        let token = match self.rest.chars().next()? {
            c if is_of_word(c) => self.word(),
            '"' => {
                self.take(1);
                self.skip_quoted('"');
                Token::Literal
            }
            '\'' => {
                self.take(1);
                self.skip_character_or_lifetime();
                Token::Literal
            }
            c => {
                self.take(c.len_utf8());
                Token::Entry(c)
            }
        };
        Some((at, token))
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let shown = Tokens::of(text).map(|(_, token)| match token {
            Token::Word(word) => word.to_owned(),
            Token::Entry(mark) => mark.to_string(),
            Token::Literal => "·".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_stands_in_literals_and_comments_is_no_token() {
        for (text, expected) in [
            (r#"a("{" b"\"{", c"{")"#, "a ( · · , · )"),
            ("r\"\\\" r#\"{\"}\"# br##\"x\"#\"## x", "· · · x"),
            (r"'{' '\'' b'\'' '\u{7b}' '\\' '''", "· · · · · ·"),
            ("&'a str <'_> 'outer: loop {}", "& · str < · > · : loop { }"),
            ("r#fn r #x rb", "r#fn r # x rb"),
            ("a // {\nb /* { /* } */ { */ c /", "a b c /"),
            ("1..2 1.0e5_f64 0x7b", "1 . . 2 1 . 0e5_f64 0x7b"),
            ("\"open {", "·"),
            ("", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn positions_are_the_compiler_s() {
        let positions: Vec<(u64, u64)> = Tokens::of("ä b\n\tx /*\n*/ \"x\ny\" c")
            .map(|(at, _)| (at.line, at.column))
            .collect();
        assert_eq!(positions, [(1, 1), (1, 3), (2, 5), (3, 4), (4, 4)]);
    }

    proptest! {
        #![proptest_config(crate::util::laws::trial())]

        #[test]
        fn no_text_makes_it_panic_or_go_on_for_ever(text in "[a-r'\"#/*\\\\{}ä \n]{0,80}") {
            prop_assert!(Tokens::of(&text).count() <= text.len());
        }
    }
}
