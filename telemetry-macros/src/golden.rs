//! The expansions as a reader sees them: golden files in `expansions/` of the repository, which the documentation shows. They are written
//! anew with `TELEMETRY_BLESS=1`.

use crate::modules::Module;
use crate::{expand, parse, validate};
use proc_macro2::TokenStream;
use std::path::PathBuf;

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

pub(crate) fn main(arguments: &str, item: &str) -> TokenStream {
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
    expand::main(
        &main,
        &[module("anyhow", "1.0.104"), module("opt-in-telemetry", "0.1.0")],
    )
}

pub(crate) fn command(arguments: &str, item: &str) -> TokenStream {
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

#[test]
fn main_minimal() {
    assert_golden("main_minimal", main("", "fn main() { work() }"));
}

#[test]
fn main_result() {
    let item = "/// Docs.\n#[allow(clippy::all)] pub(crate) fn main() -> anyhow::Result<()> { cli::run() }";
    assert_golden("main_result", main(r#"dsn = "https://key@example.org/1""#, item));
}

#[test]
fn main_all_arguments() {
    let arguments = r#"
        dsn = option_env!("EXAMPLE_DSN"), app = "example", release = concat!("example@", env!("GIT_REVISION")),
        environment = "beta", dist = "musl", config = paths::config(), messages = "withheld",
        contact = "privacy@example.org", policy = "https://example.org/privacy", qualifier = "org",
        organization = "Example", delivery = "inline", crate = ::other"#;
    assert_golden("main_all_arguments", main(arguments, "fn main() { work() }"));
}

#[test]
fn main_async() {
    assert_golden(
        "main_async",
        main("", "#[tokio::main] async fn main() { work().await }"),
    );
}

#[test]
fn command_plain() {
    let item = "/// Docs.\npub fn evaluate(x: u8) -> u8 { x + 1 }";
    assert_golden("command_plain", command("\"evaluate\"", item));
}

#[test]
fn command_before_2024() {
    let item = "pub fn evaluate(x: u8) -> u8 { x + 1 }";
    assert_golden("command_before_2024", command_of_edition(2021, "\"evaluate\"", item));
}

#[test]
fn command_with_inner_attributes_and_items() {
    let item = "fn test_drive() { #![allow(unused)] use std::fmt::Write; let x = 1; use a::b; }";
    assert_golden("command_inner", command("", item));
}

#[test]
fn command_async() {
    assert_golden(
        "command_async",
        command("", "async fn watch() -> Result<(), E> { work().await?; Ok(()) }"),
    );
}

#[test]
fn command_generic() {
    let item = "fn report<'a, T: Show, const N: usize>(all: &'a [T; N]) -> impl Iterator<Item = &'a T>
                where T: Clone { all.iter() }";
    assert_golden("command_generic", command("", item));
}

#[test]
fn command_method() {
    let method = command("crate = ::other", "fn r#match(&mut self) -> bool { self.0 }");
    assert_golden("command_method", quote::quote!(impl Matcher { #method }));
}

#[test]
fn command_with_an_async_block() {
    // What `#[async_trait]` makes of an `async fn`.
    let method = command(
        "\"watch\"",
        "fn watch<'a>(&'a self) -> Pin<Box<dyn Future<Output = u8> + Send + 'a>> {
             Box::pin(async move { let this = self; work(this).await })
         }",
    );
    assert_golden("command_async_trait", quote::quote!(impl Watch for Watcher { #method }));
}

#[test]
fn command_with_tags() {
    let arguments = r#""evaluate", tags(output = args.output), flags(args.verbose, args.dry_run)"#;
    assert_golden(
        "command_tags",
        command(arguments, "fn evaluate(args: &Args) { work(args) }"),
    );
    let arguments = r#""run", tags(output: Output = self.output, both = first.x == second.x)"#;
    let method = command(
        arguments,
        "fn run<'a>(&self, first: &'a Args<'a>, second: Args<'static>) { work() }",
    );
    assert_golden("command_tags_method", quote::quote!(impl Evaluate { #method }));
}

#[test]
fn main_with_tags() {
    let arguments = r#"tags(simd = cfg!(feature = "simd"))"#;
    assert_golden("main_tags", main(arguments, "fn main() { work() }"));
}

#[test]
fn tag() {
    let item = syn::parse_str("pub enum Output { Text, PrettyJson }");
    let Ok(tag) = validate::tag_enum(item) else {
        panic!("rejected")
    };
    assert_golden("tag", expand::tag_enum(&tag));
}

#[test]
fn check_in() {
    let Ok(check_in) = validate::check_in(parse::check_in("::telemetry, \"watching\"".parse().unwrap())) else {
        panic!("rejected")
    };
    let check_in = expand::check_in(&check_in);
    assert_golden("check_in", quote::quote!(fn watch() { loop { #check_in; } }));
}
