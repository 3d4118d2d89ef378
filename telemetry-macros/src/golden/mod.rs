//! The expansions as a reader sees them: golden files in `expansions/` of the repository, which the documentation shows. They are written
//! anew with `TELEMETRY_BLESS=1`.

mod commands;
mod mains;
mod others;
mod paths;

use crate::modules::{CompiledIn, Module};
use crate::sources::Sources;
use crate::{expand, parse, validate};
use proc_macro2::TokenStream;
use std::path::PathBuf;

/// A test for each shape, `name: expansion;`, with a file of that name.
macro_rules! golden {
    ($($(#[$docs:meta])* $name:ident: $expansion:expr;)*) => {
        $(
            $(#[$docs])*
            #[test]
            fn $name() {
                super::assert_golden(stringify!($name), $expansion);
            }
        )*
    };
}
use golden;

/// Compares with `expansions/<name>.rs`.
fn assert_golden(name: &str, expansion: TokenStream) {
    let file = syn::parse2(expansion).expect("an expansion is Rust");
    let found = prettyplease::unparse(&file);
    // Above this package: the documentation of the facade, which is published alone, shows these files.
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../expansions")
        .join(name)
        .with_extension("rs");
    if std::env::var_os("TELEMETRY_BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == expected,
        "{} differs (TELEMETRY_BLESS=1 writes it anew):\n{found}",
        path.display()
    );
}

fn main(arguments: &str, item: &str) -> TokenStream {
    let input = parse::attribute(
        arguments.parse().unwrap(),
        item.parse().unwrap(),
        parse::Attribute::Main,
    );
    let Ok(main) = validate::main(input, false) else {
        panic!("rejected")
    };
    let module = |name: &str, version: &str| Module {
        name: name.to_owned(),
        version: version.to_owned(),
    };
    let compiled_in = CompiledIn {
        modules: vec![module("example-core", "1.4.0"), module("opt-in-telemetry", "0.1.0")],
        own: vec!["example_core".to_owned()],
    };
    let sources = Sources {
        main: "src/bin/snatch.rs".to_owned(),
        files: ["src/bin/snatch.rs", "src/trade.rs"].map(str::to_owned).to_vec(),
    };
    expand::main(&main, &compiled_in, &sources)
}

fn command(arguments: &str, item: &str) -> TokenStream {
    command_of_edition(2024, arguments, item)
}

fn command_of_edition(edition: u16, arguments: &str, item: &str) -> TokenStream {
    let input = parse::attribute(
        arguments.parse().unwrap(),
        item.parse().unwrap(),
        parse::Attribute::Command,
    );
    let Ok(command) = validate::command(input) else {
        panic!("rejected")
    };
    expand::command(&command, edition < 2024)
}

/// No file is left of a shape that is no longer tested.
#[test]
fn every_file_is_one_that_is_compared() {
    let sources = [
        include_str!("commands.rs"),
        include_str!("mains.rs"),
        include_str!("others.rs"),
    ]
    .concat();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../expansions");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        // That one is the compiler's own: examples/price-check/tests/readme.rs.
        let is_compared = name == "price_check" || sources.contains(&format!("    {name}: "));
        assert!(is_compared, "{} belongs to no test", path.display());
    }
}
