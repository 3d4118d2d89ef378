//! Where an annotated function stands, for the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

// Input:  "evaluate" and 12
// Output: `Place { module: ::core::module_path!(), function: "evaluate", file: ::core::file!(), line: 12u32 }`
pub(super) fn place(facade: &Path, function: &str, line: impl ToTokens) -> TokenStream {
    quote_spanned! {Span::mixed_site()=>
        #facade::__private::Place {
            module: ::core::module_path!(),
            function: #function,
            file: ::core::file!(),
            line: #line,
        }
    }
}

/// The line of a token in the user's file. Not `line!()`, which would name the attribute's.
pub(super) fn line(span: Span) -> u32 {
    if proc_macro::is_available() {
        span.unwrap().line().try_into().unwrap_or(u32::MAX)
    } else {
        // In a unit test.
        1
    }
}
