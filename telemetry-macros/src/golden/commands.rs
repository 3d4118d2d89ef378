//! `#[telemetry::command]` on functions of every shape.

use super::{command, command_of_edition, golden};
use proc_macro2::TokenStream;
use quote::quote;

/// A method, in the block in which it stands.
fn method(arguments: &str, block: &str, item: &str) -> TokenStream {
    let (block, method): (TokenStream, _) = (block.parse().unwrap(), command(arguments, item));
    quote!(#block { #method })
}

golden! {
    command_plain: command("\"evaluate\"", "/// Docs.\npub fn evaluate(x: u8) -> u8 { x + 1 }");
    /// In an earlier edition.
    command_before_2024: command_of_edition(2021, "\"evaluate\"", "pub fn evaluate(x: u8) -> u8 { x + 1 }");
    command_async: command("", "async fn watch() -> Result<(), E> { work().await?; Ok(()) }");
    command_generic: command(
        "",
        "fn report<'a, T: Show, const N: usize>(all: &'a [T; N]) -> impl Iterator<Item = &'a T>
         where T: Clone { all.iter() }",
    );
    command_impl_trait: command("", "fn print(out: &mut impl Write) -> impl Future<Output = ()> + use<'_> { out.go() }");
    command_patterns: command("", "fn add((a, b): (u8, u8), [c, ..]: [u8; 2], mut d: u8, _: u8) -> u8 { d += a; d }");
    command_early_return: command("", "fn find(x: Option<u8>) -> Option<u8> { let x = x?; if x > 1 { return None; } Some(x) }");
    command_never: command("", "fn finish() -> ! { std::process::exit(0) }");
    command_unsafe: command("", "unsafe fn read(from: *const u8) -> u8 { unsafe { *from } }");
    command_extern_c: command("", "#[unsafe(no_mangle)] pub extern \"C\" fn exported(x: c_int) -> c_int { x }");
    command_nested: command("", "fn outer() { #[telemetry::command] fn inner() {} inner() }");
    command_inner: command("", "fn test_drive() { #![allow(unused)] use std::fmt::Write; let x = 1; use a::b; }");
    command_raw_identifier: command("", "fn r#match(r#type: u8) -> u8 { r#type }");
    command_method: method("crate = ::other", "impl Matcher", "fn found(&mut self) -> bool { self.0 }");
    command_method_by_value: method("\"report/take\"", "impl<T> Report<T>", "fn take(mut self) -> T { self.0 }");
    command_method_by_pin: method("\"report/poll\"", "impl Report", "fn poll(self: Pin<&mut Self>) -> Poll<u8> { self.now() }");
    command_trait_default: method("\"show\"", "trait Show", "fn show(&self) -> String { self.name() }");
    command_trait_impl: method("\"report/show\"", "impl Show for Report", "async fn show(&self) -> String { work().await }");
    /// What `#[async_trait]` makes of an `async fn`.
    command_async_trait: method(
        "\"watch\"",
        "impl Watch for Watcher",
        "fn watch<'a>(&'a self) -> Pin<Box<dyn Future<Output = u8> + Send + 'a>> {
             Box::pin(async move { let this = self; work(this).await })
         }",
    );
    command_tags: command(
        r#""evaluate", tags(output = args.output), flags(args.verbose, args.dry_run)"#,
        "fn evaluate(args: &Args) { work(args) }",
    );
    command_tags_method: method(
        r#""run", tags(output: Output = self.output, both = first.x == second.x, fast = fast)"#,
        "impl Evaluate",
        "fn run<'a>(&self, first: &'a Args<'a>, second: Args<'static>, (fast, all): (bool, u8)) { work(all) }",
    );
}
