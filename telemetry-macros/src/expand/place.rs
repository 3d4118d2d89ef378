//! The place of an annotated function, for the runtime.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
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

// Input:  `::telemetry` and "enter"
// Output: `::telemetry::__private::enter`, as if the user had written it there
//
// One that begins with `crate` stays a macro's: of the user's own `crate::path` the compiler might
// find that it could be shorter. And only its own span says which crate `$crate` is.
pub(super) fn function_at(facade: &Path, function: &str, place: Span) -> TokenStream {
    let here = Span::mixed_site().located_at(place);
    if facade.leading_colon.is_none() {
        let function = Ident::new(function, here);
        return quote_spanned!(here=> #facade::__private::#function);
    }
    let facade = respanned(facade, |_| place);
    let function = Ident::new(function, place);
    quote_spanned!(place=> #facade::__private::#function)
}

/// The same path, every token with another span.
pub(super) fn respanned(path: &Path, span: impl Fn(Span) -> Span) -> TokenStream {
    let there = |mut token: TokenTree| {
        token.set_span(span(token.span()));
        token
    };
    path.to_token_stream().into_iter().map(there).collect()
}
