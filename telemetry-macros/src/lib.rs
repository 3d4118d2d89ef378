//! The macros of `opt-in-telemetry`, each in three steps: parse → validate → expand.
//!
//! The modules, lowest first. Each uses only those above it in this list; no two files use each
//! other (`tests/layers` checks both):
//!
//! - `errors`: collects the mistakes of one use of a macro.
//! - `suggest`: the known word that the author probably meant.
//! - `compiler`: the arguments of the compiler that the macro runs in.
//! - `parse`: from tokens to what was written.
//! - `validate`: every rule about it, each with its own message.
//! - `sources`: the package's own files, for builds that embed them.
//! - `modules`: the direct dependencies, with their versions.
//! - `expand`: from a valid input to the generated code.
//!
//! The facade's re-exports have their documentation. A mistake never removes the author's code: an
//! item that cannot be expanded is emitted as it was, with one error for each mistake.

mod compiler;
mod errors;
mod expand;
mod modules;
mod parse;
mod sources;
mod suggest;
mod validate;

#[cfg(test)]
mod golden;

use compiler::Arguments;
use proc_macro::TokenStream;

#[expect(missing_docs, reason = "the facade's re-export has them")]
#[proc_macro_attribute]
pub fn main(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let input = parse::attribute(arguments.into(), item.into(), parse::Attribute::Main);
    let compiler = Arguments::of_this_process();
    let expansion = validate::main(input, compiler.make_a_library()).and_then(|main| {
        let sources = sources::embedded(&main, compiler)?;
        Ok(expand::main(&main, &modules::compiled_in(compiler), &sources))
    });
    match expansion {
        Ok(expansion) => expansion.into(),
        Err(rejected) => expand::rejected(rejected).into(),
    }
}

#[expect(missing_docs, reason = "the facade's re-export has them")]
#[proc_macro_attribute]
pub fn command(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let input = parse::attribute(arguments.into(), item.into(), parse::Attribute::Command);
    match validate::command(input) {
        Ok(command) => {
            let earlier_edition = Arguments::of_this_process().are_of_an_earlier_edition();
            expand::command(&command, earlier_edition).into()
        }
        Err(rejected) => expand::rejected(rejected).into(),
    }
}

#[expect(missing_docs, reason = "the facade's re-export has them")]
#[proc_macro_derive(Tag, attributes(telemetry))]
pub fn tag(item: TokenStream) -> TokenStream {
    match validate::tag_enum(syn::parse(item)) {
        Ok(tag) => expand::tag_enum(&tag).into(),
        Err(rejected) => expand::rejected(rejected).into(),
    }
}

/// Its input comes from the facade's `check_in!`: `$crate, "name"`.
#[proc_macro]
pub fn check_in(input: TokenStream) -> TokenStream {
    let input = parse::check_in(input.into());
    match validate::check_in(input) {
        Ok(check_in) => expand::check_in(&check_in).into(),
        Err(rejected) => expand::rejected_expression(rejected).into(),
    }
}
