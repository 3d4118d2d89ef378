//! The function that a place of a source is in, as the source itself tells it: a stripped program knows the place of a panic, but no name.
//!
//! What is not certain is left out: what a macro makes of its tokens is its affair, and only of some of std's is it known.

mod tokens;

use tokens::{Position, Token, Tokens};

/// Macros of std's whose tokens stay in the function in which they stand.
const PLAIN: [&str; 21] = [
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "dbg",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "matches",
    "print",
    "println",
    "vec",
    "write",
    "writeln",
];

/// Words before a `!` that negates.
const BEFORE_NOT: [&str; 8] = ["break", "else", "if", "in", "match", "move", "return", "while"];

/// What a pair of brackets holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    /// The body of a function.
    Function(&'a str),
    /// That of a module, of a trait, or of an `impl` of a type.
    Scope(&'a str),
    /// That of an `impl` of what has no simple name.
    Nameless,
    /// What is handed to an attribute or to a macro: who knows what they make of it?
    Foreign,
    /// Whatever else a function may consist of.
    Other,
}

/// The head of an item, before its body begins.
#[derive(Debug, Clone, Copy)]
enum Head<'a> {
    Function(Option<&'a str>),
    Scope(Option<&'a str>),
    Impl {
        name: Option<&'a str>,
        is_simple: bool,
        is_done: bool,
    },
}

/// An open pair of brackets, and the item that begins in it.
#[derive(Debug)]
struct Open<'a> {
    end: char,
    kind: Kind<'a>,
    head: Option<Head<'a>>,
    /// How many `<` of the head are open.
    angles: u32,
}

// Input:  `impl Trader { fn buy(&self) { assert!(self.coins > 0) } }`, and the place of `assert`
// Output: `Trader::buy`
pub(super) fn function(text: &str, line: u64, column: u64) -> Option<String> {
    let place = Position { line, column };
    let mut reader = Reader::default();
    let mut found = None;
    let mut tokens = Tokens::of(text);
    while let Some((at, token)) = tokens.next() {
        reader.read(token)?;
        if at == place && !calls_foreign(token, tokens.clone()) {
            found = reader.name();
        }
    }
    // If the brackets do not match, something was misread.
    (reader.open.len() == 1).then_some(found?)
}

#[derive(Debug)]
struct Reader<'a> {
    /// Outermost first; the first is the file.
    open: Vec<Open<'a>>,
    /// The last tokens, the latest first.
    last: [Token<'a>; 3],
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            open: vec![Open::new(' ', Kind::Other)],
            last: [Token::Literal; 3],
        }
    }
}

impl<'a> Open<'a> {
    fn new(end: char, kind: Kind<'a>) -> Self {
        Self {
            end,
            kind,
            head: None,
            angles: 0,
        }
    }
}

impl<'a> Reader<'a> {
    /// `None` where brackets do not match.
    fn read(&mut self, token: Token<'a>) -> Option<()> {
        match token {
            Token::Entry('(') => self.begin(')'),
            Token::Entry('[') => self.begin(']'),
            Token::Entry('{') => self.begin('}'),
            Token::Entry(end @ (')' | ']' | '}')) => {
                self.open.pop().filter(|open| open.end == end)?;
            }
            token => self.open.last_mut()?.read(token, self.last[0]),
        }
        self.last = [token, self.last[0], self.last[1]];
        Some(())
    }

    fn begin(&mut self, end: char) {
        let kind = self.kind(end);
        self.open.push(Open::new(end, kind));
    }

    fn kind(&mut self, end: char) -> Kind<'a> {
        match self.last {
            // `name!(`, `macro_rules! name {`
            [Token::Entry('!'), Token::Word(name), _] if PLAIN.contains(&name) || BEFORE_NOT.contains(&name) => {
                return Kind::Other;
            }
            [Token::Entry('!'), Token::Word(_), _]
            | [Token::Word(_), Token::Entry('!'), Token::Word("macro_rules")] => {
                return Kind::Foreign;
            }
            // `#[`, `#![`
            [Token::Entry('#'), ..] | [Token::Entry('!'), Token::Entry('#'), _] => return Kind::Foreign,
            _ => {}
        }
        let Some(open) = self.open.last_mut() else {
            return Kind::Other;
        };
        match &mut open.head {
            // `fn(u8)`, a type.
            Some(Head::Function(None)) => open.head = None,
            // `impl Trait for [T]`
            Some(Head::Impl { is_simple, is_done, .. }) if end != '}' => *is_simple &= *is_done || open.angles > 0,
            _ => {}
        }
        // Within `<…>` it is a constant: `Grid<{ N + 1 }>`.
        if end != '}' || open.angles > 0 {
            return Kind::Other;
        }
        match open.head.take() {
            Some(Head::Function(Some(name))) => Kind::Function(name),
            Some(
                Head::Scope(Some(name))
                | Head::Impl {
                    name: Some(name),
                    is_simple: true,
                    ..
                },
            ) => Kind::Scope(name),
            Some(_) => Kind::Nameless,
            None => Kind::Other,
        }
    }

    /// The name of the innermost function, with what it stands in.
    fn name(&self) -> Option<String> {
        let mut outwards = self.open.iter().rev().map(|open| open.kind);
        let function = outwards.by_ref().find(|kind| *kind != Kind::Other)?;
        let Kind::Function(name) = function else { return None };
        let mut path = vec![name];
        let mut is_path = true;
        for kind in outwards {
            match kind {
                Kind::Foreign => return None,
                Kind::Scope(name) if is_path => path.push(name),
                _ => is_path = false,
            }
        }
        let path = path.iter().rev().map(|name| name.strip_prefix("r#").unwrap_or(name));
        Some(path.collect::<Vec<_>>().join("::"))
    }
}

impl<'a> Open<'a> {
    /// A token that opens and closes nothing.
    fn read(&mut self, token: Token<'a>, before: Token<'a>) {
        match (&mut self.head, token) {
            (Some(Head::Function(name @ None) | Head::Scope(name @ None)), Token::Word(word)) => *name = Some(word),
            (_, Token::Entry(';')) => self.head = None,
            (Some(_), Token::Entry('<')) => self.angles += 1,
            (Some(_), Token::Entry('>')) if !matches!(before, Token::Entry('-' | '=')) => {
                self.angles = self.angles.saturating_sub(1);
            }
            (
                Some(Head::Impl {
                    name,
                    is_simple,
                    is_done,
                }),
                token,
            ) if self.angles == 0 && !*is_done => match token {
                // What is implemented is no matter, but for what.
                Token::Word("for") => (*name, *is_simple) = (None, true),
                Token::Word("where") => *is_done = true,
                Token::Word("dyn") => *is_simple = false,
                Token::Word(word) => *name = Some(word),
                Token::Entry(':') => {}
                _ => *is_simple = false,
            },
            (None, Token::Word(word)) => {
                self.angles = 0;
                self.head = match word {
                    "fn" => Some(Head::Function(None)),
                    "mod" | "trait" => Some(Head::Scope(None)),
                    "impl" => Some(Head::Impl {
                        name: None,
                        is_simple: true,
                        is_done: false,
                    }),
                    _ => None,
                };
            }
            _ => {}
        }
    }
}

/// Whether a macro is called here that may make anything of what it is given, functions included: `path::name!(`.
fn calls_foreign<'a>(first: Token<'a>, mut rest: Tokens<'a>) -> bool {
    let mut next = || rest.next().map(|(_, token)| token);
    let Token::Word(mut name) = first else { return false };
    loop {
        match next() {
            Some(Token::Entry('!')) => break,
            Some(Token::Entry(':')) => {}
            _ => return false,
        }
        match (next(), next()) {
            (Some(Token::Entry(':')), Some(Token::Word(word))) => name = word,
            _ => return false,
        }
    }
    matches!(next(), Some(Token::Entry('(' | '[' | '{'))) && !PLAIN.contains(&name) && !BEFORE_NOT.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name at the place that `¦` marks.
    fn at_mark(text: &str) -> Option<String> {
        let (before, after) = text.split_once('¦').unwrap();
        let line = before.lines().count().max(1) as u64;
        let column = before.rsplit('\n').next().unwrap().chars().count() as u64 + 1;
        let line = if before.ends_with('\n') { line + 1 } else { line };
        function(&[before, after].concat(), line, column)
    }

    #[test]
    fn the_innermost_function_is_named() {
        for (name, text) in [
            ("buy", "fn buy() { ¦panic!() }"),
            (
                "buy",
                "fn sell() {} pub(crate) async unsafe fn buy<T>(x: T) -> u8 where T: X, {\n  x.¦unwrap()\n}",
            ),
            (
                "buy",
                "fn sell() { a() }\n\n/// fn x() {\nfn buy() { if !a { b(|| { x[¦7] }) } }",
            ),
            ("inner", "fn outer() { fn inner() { ¦a[0] } inner() }"),
            ("outer", "fn outer() { fn inner() { a[0] } ¦inner() }"),
            ("buy", "fn buy() { let f: fn(u8) -> u8 = g; { ¦f(1) } }"),
            ("buy", "fn buy() -> Grid<{ N + 1 }> { ¦a() }"),
            ("buy", "fn buy() -> [u8; { fn sell() {} 3 }] { ¦a() }"),
            ("buy", "fn buy() -> ! { loop { ¦a() } }"),
            (
                "buy",
                "fn buy() -> Result<Vec<u8>, E> { match a { B { c } => ¦c?, _ => {} } }",
            ),
            ("buy", "fn buy(f: impl Fn(u8) -> u8) -> impl Fn() { move || ¦f(1) }"),
            ("buy", "fn r#buy() { ¦a() }"),
            ("later", "async fn later() ¦{ a.await }"),
        ] {
            assert_eq!(at_mark(text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn its_module_and_its_type_are_named_where_they_are_plain() {
        for (name, text) in [
            ("Trader::buy", "impl Trader { fn buy(&self) { ¦a() } }"),
            (
                "Coin::fmt",
                "impl<T: Fn() -> u8> fmt::Display for money::Coin<T> where T: X { fn fmt() { ¦a() } }",
            ),
            (
                "Trader::buy",
                "unsafe trait Trader<T>: Send { fn sell(); fn buy() { ¦a() } }",
            ),
            (
                "trade::Trader::buy",
                "mod other; mod trade { impl Trader { fn buy() { ¦a() } } }",
            ),
            ("buy", "impl Trader for [Coin] { fn buy() { ¦a() } }"),
            ("buy", "impl Trader for &Coin { fn buy() { ¦a() } }"),
            ("buy", "impl dyn Trader { fn buy() { ¦a() } }"),
            ("buy", "impl Trader for fn(u8) { fn buy() { ¦a() } }"),
            (
                "Trader::buy",
                "fn outer() { struct Trader; impl Trader { fn buy() { ¦a() } } }",
            ),
        ] {
            assert_eq!(at_mark(text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn what_std_s_macros_are_given_stays_where_it_is() {
        for text in [
            "fn buy() { assert!(¦coins[0] > 0) }",
            "fn buy() { std::¦vec![1] }",
            "fn buy() { let x = vec![a, { ¦b() }]; }",
            "fn buy() { ¦std::unreachable!(\"{\") }",
            "fn buy() { if !(¦a() && b()) {} }",
            "fn buy() { if ¦a != b() {} }",
        ] {
            let text = text.replace("std::¦vec", "¦std::vec");
            assert_eq!(at_mark(&text).as_deref(), Some("buy"), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for text in [
            "static A: u8 = ¦a();",
            "fn buy() { thread_local! { static A: u8 = ¦a(); } }",
            "fn buy() { my::¦define!(x) }",
            "lazy! { fn buy() { ¦a() } }",
            "macro_rules! m { () => { fn buy() { ¦a() } } }",
            "fn buy() { #[derive(¦Debug)] struct S; }",
            "#[¦telemetry::main] fn main() {}",
            "fn buy() { mod m { static A: u8 = ¦a(); } }",
            "fn buy() { impl S { const A: u8 = ¦a(); } }",
            "fn buy(x: [u8; ¦a()]) {}",
            // Brackets that do not match: something was misread.
            "fn buy() { ¦a() } }",
            "fn buy() { ¦a() ",
            "fn buy() { ¦a( }",
            // Not where a token begins: another text than the one that was compiled.
            "fn buy() { ab¦c() }",
            "¦",
        ] {
            let text = text.replace("my::¦define", "¦my::define");
            assert_eq!(at_mark(&text), None, "{text}");
        }
    }
}
