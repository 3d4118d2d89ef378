//! Reads as much TOML as it takes to find a line of a `Cargo.toml` by its name.
//!
//! Every program with this macro would have to compile a TOML parser: about 5 CPU-seconds. This
//! reader takes a value that is a plain text on the line of its name, as cargo writes it in every
//! published package. It ignores any other spelling.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The lines of a file, each by its full name.
pub(super) struct Lines(HashMap<String, String>);

impl Lines {
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        fs::read_to_string(path).ok().map(|toml| Self::read(&toml))
    }

    // Input:  [package]
    //         "name" = "a" # comment
    // Output: {"package": "", "package.name": "\"a\""}
    fn read(toml: &str) -> Self {
        let mut table = String::new();
        let mut found = HashMap::new();
        for line in logical_lines(toml) {
            if let Some(header) = line.strip_prefix('[') {
                // One of an array of tables, `[[bin]]`, keeps a bracket: no name begins with it.
                table = name(header.strip_suffix(']').unwrap_or(header));
                found.insert(table.clone(), String::new());
                continue;
            }
            let mut pieces = Pieces(&line);
            let key: Vec<&str> = pieces.by_ref().take_while(|piece| *piece != "=").collect();
            let key = name(&key.concat());
            let name = if table.is_empty() {
                key
            } else {
                format!("{table}.{key}")
            };
            found.insert(name, pieces.0.trim().to_owned());
        }
        Self(found)
    }

    /// The value of a line as it is written.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value of a line, if that is a plain text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        text(self.value(name)?)
    }

    /// The texts in an array.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        Pieces(self.value(name).unwrap_or_default()).filter_map(text).collect()
    }

    /// Whether there is a table of that name, or one within it.
    pub(super) fn have_table(&self, name: &str) -> bool {
        let mut names = self.0.keys().filter_map(|key| key.strip_prefix(name));
        names.any(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// Lines without comments; an array or a text of several is one.
fn logical_lines(toml: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut depth = 0_usize;
    for piece in Pieces(toml) {
        match piece {
            "[" | "{" => depth += 1,
            "]" | "}" => depth = depth.saturating_sub(1),
            "\n" if depth == 0 => {
                lines.push(String::new());
                continue;
            }
            _ if piece.starts_with('#') => continue,
            _ => {}
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    let lines = lines.into_iter().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

// Input:  ` target . 'cfg(unix)' . "dependencies" `
// Output: target.'cfg(unix)'.dependencies
fn name(key: &str) -> String {
    let is_bare = |text: &String| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let plain = |piece: &str| match text(piece).filter(is_bare) {
        Some(text) => text,
        None if piece.starts_with(QUOTES) => piece.to_owned(),
        None => piece.split_whitespace().collect(),
    };
    Pieces(key).map(plain).collect()
}

// Input:  `"a"`
// Output: a
fn text(value: &str) -> Option<String> {
    let quote = value.chars().next().filter(|c| QUOTES.contains(c))?;
    let text = value.strip_prefix(quote)?.strip_suffix(quote)?;
    // An escape, a text of several lines, more than one text.
    let is_plain = !text.is_empty() && !text.contains([quote, '\\', '\n']);
    is_plain.then(|| text.to_owned())
}

const QUOTES: [char; 2] = ['"', '\''];

/// Characters that mean something outside of a text.
const MARKS: [char; 9] = ['"', '\'', '#', '\n', '=', '[', ']', '{', '}'];

/// A text with its quotes, a comment, a mark, or anything between those.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let length = match self.0.chars().next()? {
            quote if QUOTES.contains(&quote) => quoted(self.0, quote),
            '#' => self.0.find('\n').unwrap_or(self.0.len()),
            mark if MARKS.contains(&mark) => 1,
            _ => self.0.find(MARKS).unwrap_or(self.0.len()),
        };
        let (piece, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(piece)
    }
}

/// The length of the text that begins here, with its quotes.
fn quoted(toml: &str, quote: char) -> usize {
    let three = String::from(quote).repeat(3);
    let mark = if toml.starts_with(&three) {
        &three[..]
    } else {
        &three[..1]
    };
    let mut at = mark.len();
    while let Some(c) = toml[at..].chars().next() {
        let rest = &toml[at..];
        // A text in three quotes may itself end with one or two.
        let ends = rest.starts_with(mark) && (mark.len() == 1 || !rest[3..].starts_with(quote));
        match c {
            _ if ends => return at + mark.len(),
            // It is no text, and ends here.
            '\n' if mark.len() == 1 => return at,
            '\\' if quote == '"' => at += rest.chars().take(2).map(char::len_utf8).sum::<usize>(),
            c => at += c.len_utf8(),
        }
    }
    toml.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(toml: &str, name: &str) -> Option<String> {
        Lines::read(toml).text(name)
    }

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        for toml in [
            "[a]\nb = \"x\"",
            "[ a ] # table\r\n\tb=\"x\"# comment\r\n",
            "['a']\n\"b\" = 'x'",
            "a . \"b\" = \"x\"",
            "[c]\nb = 1\n[a]\nb = \"x\"\n[d]\nb = 2\n",
        ] {
            assert_eq!(find(toml, "a.b").as_deref(), Some("x"), "{toml}");
        }
    }

    #[test]
    fn what_only_looks_like_a_table_or_a_line_is_none() {
        for toml in [
            "[a]\nb = \"x\"\n[c.'cfg(unix)'.d]\nb = \"y\"\n",
            "[a]\nb = \"x\"\n[c.\"cfg(a = \\\"]\\\")\"]\nb = \"y\"\n",
            "[a]\nb = \"x\"\n[[c]]\nb = \"y\"\n[[a]]\nb = \"y\"\n",
            "[a]\nb = \"x\"\nc = [\n  [\"y\"], # ]\n  ['z'],\n]\nd = 1\n",
            "[a]\nc = \"\"\"\n[d]\nb = \"y\"\n\"\"\"\nb = \"x\"\n",
            "[a]\nc = '''\nb = \"y\"\n'''''\nb = \"x\"\n",
            "[a]\nc = \"\\\"\\\\\" # \"\"\"\nb = \"x\"\n",
            "[a]\nc = {\nb = \"y\" }\nb = \"x\"\n",
            "[a]\nb = \"x\"\n\"c.d\".b = \"y\"\n[\"a.c\"]\nb = \"y\"\n",
        ] {
            assert_eq!(find(toml, "a.b").as_deref(), Some("x"), "{toml}");
        }
    }

    #[test]
    fn only_plain_texts_are_read() {
        for value in [
            "1",
            "\"\"",
            "\"x",
            "\"x\" y",
            "\"x\\u0041\"",
            "\"\"\"x\"\"\"",
            "[\"x\"]",
            "{ c = \"x\" }",
            "\"x\", \"y\"",
        ] {
            assert_eq!(find(&format!("[a]\nb = {value}\n"), "a.b"), None, "{value}");
        }
    }

    #[test]
    fn arrays_and_tables_are_found() {
        let lines = Lines::read("[w]\ne = [\n 'a/b', # 'c'\n \"d\",\n]\n[t.p]\nv = 1\n[word]\n");
        assert_eq!(lines.texts("w.e"), ["a/b", "d"]);
        assert!(lines.texts("w.f").is_empty());
        let tables = ["w", "t", "t.p", "word"].map(|name| lines.have_table(name));
        assert_eq!((tables, lines.have_table("wo")), ([true; 4], false));
    }

    #[test]
    fn nothing_that_is_no_toml_is_a_panic() {
        for text in [
            "",
            "=",
            "[",
            "]]",
            "\"",
            "'''",
            "\"\\",
            "\"\\é",
            "é = é",
            "[a\nb = \"x\"",
            "{{{",
            "\u{0}\n#",
        ] {
            assert_eq!(find(text, "a.b"), None, "{text:?}");
        }
    }
}
