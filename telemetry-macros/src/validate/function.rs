//! The rules of the function under `#[telemetry::main]`, and how it is hidden from the compiler
//! when it breaks one.

use crate::errors::Errors;
use crate::parse::{Function, is_written_by_a_macro};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Token};

/// Whether the function can be a program's `main`; what speaks against it is among the errors.
pub(crate) fn is_main(function: &Function, in_library: bool, errors: &mut Errors) -> bool {
    if let Some((tokens, mistake)) = misplaced(function, in_library) {
        errors.at(tokens, mistake);
        // The compiler takes the function as it is, and others may call it.
        return true;
    }
    let signature = &function.signature;
    let may_have_runtime = function.attributes.iter().any(may_start_a_runtime);
    let is_async = signature.asyncness.is_some();
    // Some runtimes give `main` their executor, and take the parameter away.
    let parameters = (!is_async || !may_have_runtime).then_some(&signature.inputs);
    let asyncness = signature.asyncness.as_ref().filter(|_| !may_have_runtime);
    let generics = &signature.generics;
    let mut found = Errors::default();
    for (excess, mistake) in [
        (
            parameters.to_token_stream(),
            "`main` takes no parameters: read `std::env::args()` in its body",
        ),
        (generics.params.to_token_stream(), "`main` cannot be generic"),
        (generics.where_clause.to_token_stream(), "`main` cannot be generic"),
        (
            signature.constness.to_token_stream(),
            "`main` cannot be `const`: drop it, since telemetry works while the program runs",
        ),
        (
            signature.safety.to_token_stream(),
            "`main` cannot be `unsafe`: put an `unsafe` block into its body",
        ),
        (signature.abi.to_token_stream(), "`main` cannot be `extern`: drop it"),
        (
            asyncness.to_token_stream(),
            "`async fn main` needs a runtime: add its attribute, for example `#[tokio::main]`",
        ),
    ] {
        if !excess.is_empty() {
            found.at(excess, mistake);
        }
    }
    if function.body.is_none() {
        found.at(&signature.ident, "`main` needs a body");
    }
    let fits = found.is_empty();
    errors.append(found);
    fits
}

/// The tokens that show that this is not the `main` of a program, and what to do.
fn misplaced(function: &Function, in_library: bool) -> Option<(TokenStream, String)> {
    let signature = &function.signature;
    let name = signature.ident.unraw();
    if name != "main" {
        let mistake = format!("`#[telemetry::main]` belongs on `fn main`, and this is `fn {name}`");
        return Some((signature.ident.to_token_stream(), mistake));
    }
    let is_made = |asyncness: &Token![async]| is_written_by_a_macro(asyncness.span, "async");
    let (tokens, mistake) = if let Some(receiver) = signature.receiver() {
        (
            receiver.to_token_stream(),
            "`#[telemetry::main]` belongs on the program's `fn main`, and this is a method",
        )
    } else if in_library {
        (
            signature.ident.to_token_stream(),
            "`#[telemetry::main]` belongs on the program's `fn main`, and this is a library: put it on the `main` that \
             calls this one",
        )
    } else if signature.asyncness.as_ref().is_some_and(is_made) {
        (
            signature.asyncness.to_token_stream(),
            "this attribute hides its runtime from `#[telemetry::main]` below: put `#[telemetry::main]` first",
        )
    } else if function.hides_its_error() {
        (
            signature.output.to_token_stream(),
            "`#[snafu::report]` hides the error from `#[telemetry::main]` below: put `#[telemetry::main]` first",
        )
    } else {
        return None;
    };
    Some((tokens, mistake.to_owned()))
}

/// Whether an attribute may be `#[tokio::main]` or another runtime's: any but those that programs
/// put on a `main` without a runtime.
fn may_start_a_runtime(attribute: &Attribute) -> bool {
    const OTHERS: [&str; 8] = ["allow", "cfg", "clippy", "deny", "doc", "expect", "must_use", "warn"];
    let first = attribute.path().segments.first();
    first.is_some_and(|first| !OTHERS.iter().any(|known| first.ident == known))
}

/// A function that the compiler would refuse as `main` once more, inside one that it takes: its
/// body is still checked.
// Input:  `fn main(x: u8) { … }`
// Output: `fn main() { #[allow(dead_code)] fn main(x: u8) { … } }`
pub(crate) fn hidden(item: TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let item = item.into_token_stream();
    quote_spanned! {span=>
        fn main() {
            #[allow(dead_code)]
            #item
        }
    }
}
