//! The rules of the function under `#[telemetry::main]`, and how it is hidden from the compiler when it breaks one.

use crate::errors::Errors;
use crate::parse::{Function, is_written_by_a_macro};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Safety};

/// Whether the function can be a program's `main`; what speaks against it is among the errors.
pub(crate) fn is_main(function: &Function, in_library: bool, errors: &mut Errors) -> bool {
    let signature = &function.signature;
    if signature.ident.unraw() != "main" {
        let name = signature.ident.unraw();
        errors.at(
            &signature.ident,
            format!("`#[telemetry::main]` belongs on `fn main`, and this is `fn {name}`"),
        );
        // The compiler takes it as it is, and others may call it.
        return true;
    }
    if let Some(receiver) = signature.receiver() {
        errors.at(
            receiver,
            "`#[telemetry::main]` belongs on the program's `fn main`, and this is a method",
        );
        return true;
    }
    if in_library {
        errors.at(
            &signature.ident,
            "`#[telemetry::main]` belongs on the program's `fn main`, and this is a library: put it on the `main` that \
             calls this one",
        );
        return true;
    }
    if let Some(asyncness) = &signature.asyncness
        && is_written_by_a_macro(asyncness.span, "async")
    {
        errors.at(
            asyncness,
            "this attribute hides its runtime from `#[telemetry::main]` below: put `#[telemetry::main]` first",
        );
        // A function within the one that the other attribute made.
        return true;
    }
    if function.hides_its_error() {
        errors.at(
            &signature.output,
            "`#[snafu::report]` hides the error from `#[telemetry::main]` below: put `#[telemetry::main]` first",
        );
        return true;
    }
    let mut found = Errors::default();
    let may_have_runtime = function.attributes.iter().any(may_start_a_runtime);
    // Some runtimes give `main` their executor, and take the parameter away.
    let takes_executor = signature.asyncness.is_some() && may_have_runtime;
    if !signature.inputs.is_empty() && !takes_executor {
        found.at(
            &signature.inputs,
            "`main` takes no parameters: read `std::env::args()` in its body",
        );
    }
    if !signature.generics.params.is_empty() {
        found.at(&signature.generics.params, "`main` cannot be generic");
    }
    if let Some(clause) = &signature.generics.where_clause {
        found.at(clause, "`main` cannot be generic");
    }
    if let Some(constness) = &signature.constness {
        found.at(
            constness,
            "`main` cannot be `const`: drop it, since telemetry works while the program runs",
        );
    }
    if let Safety::Unsafe(unsafety) = &signature.safety {
        found.at(
            unsafety,
            "`main` cannot be `unsafe`: put an `unsafe` block into its body",
        );
    }
    if let Some(abi) = &signature.abi {
        found.at(abi, "`main` cannot be `extern`: drop it");
    }
    if function.body.is_none() {
        found.at(&signature.ident, "`main` needs a body");
    }
    if let Some(asyncness) = &signature.asyncness
        && !may_have_runtime
    {
        found.at(
            asyncness,
            "`async fn main` needs a runtime: add its attribute, for example `#[tokio::main]`",
        );
    }
    let fits = found.is_empty();
    errors.append(found);
    fits
}

/// Whether an attribute may be `#[tokio::main]` or another runtime's: any that the language does not know itself may.
fn may_start_a_runtime(attribute: &Attribute) -> bool {
    const BUILT_IN: [&str; 22] = [
        "allow",
        "automatically_derived",
        "cfg",
        "cfg_attr",
        "clippy",
        "cold",
        "coverage",
        "deny",
        "deprecated",
        "diagnostic",
        "doc",
        "expect",
        "export_name",
        "forbid",
        "inline",
        "link_section",
        "must_use",
        "no_mangle",
        "rustfmt",
        "target_feature",
        "track_caller",
        "warn",
    ];
    let first = attribute.path().segments.first();
    first.is_some_and(|first| !BUILT_IN.iter().any(|known| first.ident == known))
}

/// A function that the compiler would refuse as `main` once more, inside one that it takes: its body is still checked.
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
