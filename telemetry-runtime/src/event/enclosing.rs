//! The function around a line of a source file, found by indentation, as git does for the header of
//! a hunk.
//!
//! A stripped program knows the place of a panic, but no function names. The embedded source has
//! them. The search gives up where the layout is not rustfmt's, so a frame has the right name or
//! none.

/// Words that may stand before `fn`, `impl`, `trait` and `mod`.
const QUALIFIERS: [&str; 6] = ["pub", "default", "const", "async", "unsafe", "extern"];

/// The first line of something that other lines belong to.
#[derive(Debug, PartialEq, Eq)]
enum Head<'a> {
    Function(&'a str),
    /// A module, a trait or an `impl`; `None` if its type is no plain path.
    Scope(Option<&'a str>),
    /// The line continues a head that begins further up, such as `) -> u8 {`.
    Continued,
    /// A statement, or an item of another kind.
    Other,
}

// Input:  `impl Trader {\n    fn buy(&self) {\n        assert!(self.coins > 0)\n`, 3
// Output: `Trader::buy`
pub(super) fn function(text: &str, line: u64) -> Option<String> {
    let lines: Vec<&str> = text.lines().take(usize::try_from(line).ok()?).collect();
    let (last, above) = lines.split_last().filter(|(_, above)| above.len() as u64 + 1 == line)?;
    let mut path = Vec::new();
    // Only a line that is indented less than this can be a head of what was found so far.
    let mut limit = indentation(last);
    if let Head::Function(name) = head(last) {
        path.push(name);
    }
    for line in above.iter().rev().filter(|line| is_code(line)) {
        let indentation = indentation(line);
        if indentation >= limit {
            continue;
        }
        let head = head(line);
        limit = indentation + usize::from(head == Head::Continued);
        match head {
            Head::Function(name) if path.is_empty() => path.push(name),
            Head::Scope(_) if path.is_empty() => return None,
            Head::Scope(Some(name)) => path.push(name),
            // The path of what is within another function, or within an unnamed scope, begins
            // there.
            Head::Function(_) | Head::Scope(None) => break,
            Head::Continued | Head::Other => {}
        }
    }
    path.reverse();
    Some(path.join("::")).filter(|path| !path.is_empty())
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//") && !line.starts_with('#')
}

fn head(line: &str) -> Head<'_> {
    let mut rest = line.trim_start();
    if rest.starts_with([')', ']', '}', '{']) || word(rest) == "where" {
        return Head::Continued;
    }
    loop {
        let first = word(rest);
        let after = rest.get(first.len()..).unwrap_or_default();
        match first {
            "fn" => return name(after).map_or(Head::Other, Head::Function),
            "mod" | "trait" => return Head::Scope(name(after)),
            "impl" => return Head::Scope(implemented(after)),
            qualifier if QUALIFIERS.contains(&qualifier) => rest = without_argument(after),
            _ => return Head::Other,
        }
    }
}

// Input:  `(crate) fn buy()`, ` "C" fn buy()`
// Output: `fn buy()`
/// What follows the argument of a qualifier.
fn without_argument(text: &str) -> &str {
    let text = text.trim_start();
    let argument = match text.chars().next() {
        Some('(') => text.split_once(')'),
        Some('"') => text.get(1..).and_then(|text| text.split_once('"')),
        _ => None,
    };
    argument.map_or(text, |(_, rest)| rest.trim_start())
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

fn name(text: &str) -> Option<&str> {
    let text = text.trim_start();
    Some(word(text.strip_prefix("r#").unwrap_or(text))).filter(|name| !name.is_empty())
}

// Input:  `<T: Copy> fmt::Display for money::Coin<T> {`
// Output: `Coin`
/// The type whose methods an `impl` holds.
fn implemented(text: &str) -> Option<&str> {
    let text = match text.split_once(" for ") {
        Some((_, text)) => text,
        None => without_generics(text),
    };
    let end = text.find([' ', '<']).unwrap_or(text.len());
    let path = text.get(..end)?;
    let last = path.rsplit("::").next()?;
    (word(last) == last && !matches!(last, "" | "dyn")).then_some(last)
}

fn without_generics(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let behind = if c == '>' { at + 1 } else { at };
            return text.get(behind..).unwrap_or_default().trim_start();
        }
        before = c;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name at the line that `¦` marks.
    fn at_mark(text: &str) -> Option<String> {
        let (before, after) = text.split_once('¦').unwrap();
        let line = before.matches('\n').count() as u64 + 1;
        function(&[before, after].concat(), line)
    }

    #[test]
    fn the_innermost_function_is_named() {
        for (name, text) in [
            ("buy", "fn buy() { ¦panic!() }"),
            (
                "buy",
                "fn sell() {}\n\npub(crate) async unsafe fn buy<T>(x: T) -> u8 {\n    ¦x.unwrap()\n}",
            ),
            (
                "buy",
                "pub extern \"C\" fn buy(\n    x: u8,\n) -> u8\nwhere\n    u8: Copy,\n{\n    ¦a()\n}",
            ),
            (
                "buy",
                "/// fn x() {\nfn buy() {\n    if a {\n        b();\n    } else {\n        ¦c();\n    }\n}",
            ),
            (
                "inner",
                "fn outer() {\n    fn inner() {\n        ¦a[0]\n    }\n    inner()\n}",
            ),
            (
                "outer",
                "fn outer() {\n    fn inner() {\n        a[0]\n    }\n    ¦inner()\n}",
            ),
            (
                "buy",
                "fn buy() {\n    a(|x| {\n        assert!(\n            ¦x > 0\n        );\n    });\n}",
            ),
            ("buy", "fn r#buy() {\n\t¦a()\n}"),
        ] {
            assert_eq!(at_mark(text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn its_module_and_its_type_are_named_where_they_are_plain() {
        for (name, head) in [
            ("Trader::buy", "impl Trader {"),
            ("Coin::buy", "impl<T: Fn() -> u8> fmt::Display for money::Coin<T> {"),
            (
                "Coin::buy",
                "impl<T: Fn() -> u8> Coin<T>\n    where\n        T: Copy,\n    {",
            ),
            ("Trader::buy", "pub unsafe trait Trader<T>: Send {"),
            ("buy", "impl Trader for [Coin] {"),
            ("buy", "impl Trader for &Coin {"),
            ("buy", "impl dyn Trader {"),
            ("buy", "impl Trader for fn(u8) {"),
        ] {
            let within = |outer: &str| format!("{outer} {{\n    {head}\n        fn buy() {{\n            ¦a()\n");
            let path = if name == "buy" {
                "buy".to_owned()
            } else {
                format!("trade::{name}")
            };
            assert_eq!(at_mark(&within("mod other;\nmod trade")), Some(path), "{head}");
            assert_eq!(at_mark(&within("fn outer()")).as_deref(), Some(name), "{head}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for text in [
            "static A: u8 = ¦a();",
            "fn buy() {\n    mod m {\n        static A: u8 = ¦a();\n    }\n}",
            "impl S {\n    const A: u8 = ¦a();\n}",
            "const A: X = b(\n    ¦a(),\n);",
            "#[¦telemetry::main]\nfn main() {}",
            "fn buy() {\n¦a()\n}",
            "fn buy() {\n    a(\"\nnot indented\n\");\n    ¦b()\n}",
            "¦",
        ] {
            assert_eq!(at_mark(text), None, "{text}");
        }
        assert_eq!(function("fn buy() {\n    a()\n}", 9), None);
    }
}
