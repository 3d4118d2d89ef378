//! No expansion reaches for anything but `::core` and the facade that it was given: what a program calls its own things is its affair.

use super::others::{checked_in, tagged};
use super::{command, main};
use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};

/// Every path that begins with a name, and every name that begins one after `::`, in these tokens.
fn beginnings(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    // `name: ::core` has three colons, of which the last two belong together.
    let is_separator = |at: usize| {
        let first =
            matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':' && p.spacing() == Spacing::Joint);
        first && matches!(tokens.get(at + 1), Some(TokenTree::Punct(p)) if p.as_char() == ':')
    };
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => beginnings(group.stream(), found),
            TokenTree::Ident(name) => {
                let after_separator = at >= 2 && is_separator(at - 2);
                let after_path = at >= 3
                    && match &tokens[at - 3] {
                        TokenTree::Ident(before) => !is_keyword(before),
                        TokenTree::Punct(before) => before.as_char() == '>',
                        _ => false,
                    };
                if after_separator && !after_path {
                    found.push(format!("::{name}"));
                } else if !after_separator && !is_keyword(name) && is_separator(at + 1) {
                    found.push(name.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Words before a path that are no part of it.
fn is_keyword(word: &Ident) -> bool {
    ["as", "use", "impl", "for", "static"]
        .iter()
        .any(|keyword| word == keyword)
}

/// Every name in these tokens.
fn names(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), found),
            TokenTree::Ident(name) => found.push(name.to_string()),
            _ => {}
        }
    }
}

fn assert_confined(expansion: TokenStream) {
    let text = expansion.to_string();
    let mut found = Vec::new();
    beginnings(expansion.clone(), &mut found);
    assert!(found.iter().any(|path| path == "::other"), "{text}");
    for path in found {
        assert!(matches!(&*path, "::core" | "::other" | "Self"), "`{path}` in {text}");
    }
    let mut words = Vec::new();
    names(expansion, &mut words);
    // Names that every program knows, until it says otherwise.
    for banned in [
        "telemetry",
        "std",
        "alloc",
        "Some",
        "None",
        "Ok",
        "Err",
        "Option",
        "Result",
        "Box",
        "Vec",
        "String",
        "Default",
        "Drop",
        "drop",
        "Send",
        "Sync",
        "Into",
        "From",
        "Clone",
        "str",
        "u32",
        "bool",
    ] {
        let own = banned == "str" && words.windows(2).any(|pair| pair == ["primitive", "str"]);
        assert!(own || !words.iter().any(|word| word == banned), "`{banned}` in {text}");
    }
}

#[test]
fn every_shape_stays_within_core_and_the_facade() {
    let all = r#"dsn = X, app = "a", release = X, environment = "e", dist = X, config = x(), messages = "withheld",
        contact = "c", policy = "p", qualifier = "q", organization = "o", delivery = "inline", tags(a = x(), b: B = x()),
        source_context, crate = ::other"#;
    assert_confined(main(all, "fn main() { work() }"));
    assert_confined(main(
        "crate = ::other",
        "#[runtime] async fn main() -> T { work().await }",
    ));
    for arguments in [
        "crate = ::other",
        "\"a\", crate = ::other",
        "tags(a = x, b: B = self.b, c = x == y), flags(x, y.z), crate = ::other",
    ] {
        assert_confined(command(
            arguments,
            "async fn f<T: A>(&self, x: X, y: &Y) -> Z { work().await }",
        ));
    }
    assert_confined(checked_in("::other, \"watching\""));
    assert_confined(tagged("#[telemetry(crate = ::other)] enum E { A, B }"));
}

#[test]
fn a_path_that_escapes_is_seen() {
    let escapes = |text: &str| {
        let tokens: TokenStream = text.parse().unwrap();
        std::panic::catch_unwind(move || assert_confined(tokens.to_string().parse().unwrap())).is_err()
    };
    assert!(!escapes("::other::enter(&COMMAND, ::core::line!())"));
    for text in [
        "::other::x(std::mem::drop)",
        "::other::x(::std::mem::drop)",
        "::other::x(Option::is_some)",
        "::other::x(Some(1))",
        "::core::x()",
    ] {
        assert!(escapes(text), "{text}");
    }
}

/// The runtime reads the sections that the expansions fill.
#[test]
fn both_sides_name_the_same_sections() {
    let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../telemetry-runtime/src/registry");
    let read = |file: &str| std::fs::read_to_string(runtime.join(file)).unwrap();
    let sections = read("linker_list.rs");
    for (file, word) in [("command.rs", "commands"), ("check_in.rs", "checkins")] {
        assert!(read(file).contains(&format!("], \"{word}\"")), "{file}");
    }
    // The beginnings of the names, to which both add version and word.
    for beginning in ["\"telemetry_\"", "\"__start_telemetry_\"", "$__DATA$tlm\"", "\".tlm$\""] {
        assert!(sections.contains(beginning), "{beginning}");
    }
    let expansion = command("", "fn f() {}").to_string();
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), "_", env!("CARGO_PKG_VERSION_MINOR"));
    for section in [
        format!("\"telemetry_{version}_commands\""),
        format!("\"__DATA,tlm{version}_commands\""),
        format!("\".tlm${version}_commands$b\""),
    ] {
        assert!(expansion.contains(&section), "{section} in {expansion}");
    }
    // Mach-O allows no more.
    assert!(format!("tlm{version}_commands").len() <= 16);
}
