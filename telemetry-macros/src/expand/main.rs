//! The expansion of `#[telemetry::main]`.

use super::place::{function_at, line, place};
use super::tags;
use crate::modules::{CompiledIn, Module};
use crate::sources::{Sources, VARIABLE};
use crate::validate::{Main, Setting, Value};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, LitStr, Path};

// Input:  /// Docs.
//         #[tokio::main] pub async fn main() -> T { … }
// Output: /// Docs.
//         pub fn main() -> T {
//             #[tokio::main] async fn main() -> T { … }
//             ::telemetry::__private::run(…, main, …)
//         }
pub(crate) fn main(main: &Main, compiled_in: &CompiledIn, sources: &Sources) -> TokenStream {
    let Main { facade, function, .. } = main;
    // Docs belong to the outer function, and a report wraps its result. All other attributes belong
    // to the function with the author's body.
    let (outer, attributes): (Vec<_>, Vec<_>) = function.attributes.iter().partition(|it| is_doc(it) || is_report(it));
    let visibility = &function.visibility;
    let signature = &function.signature;
    let (name, output) = (&signature.ident, &signature.output);
    let body = &function.body;
    let app = app(main, compiled_in, sources);
    // The code has the span of the body's brace, as for a command.
    let brace = function.begins_at();
    let run = function_at(facade, "run", brace);
    let outcome = quote_spanned! {Span::mixed_site().located_at(brace)=>
        |telemetry_result| {
            use #facade::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        }
    };
    quote_spanned! {brace=>
        #(#outer)*
        #visibility fn #name() #output {
            #(#attributes)*
            #signature #body
            #run(#app, #name, #outcome,)
        }
    }
}

fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// `#[snafu::report]`, which wraps the returned `Result` in a type that hides its error.
fn is_report(attribute: &Attribute) -> bool {
    let path = attribute.path();
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    names == ["report"] || names == ["snafu", "report"]
}

/// The description of the program. It is no `static APP`: an expression of the author's that names
/// an `APP` of their own would then mean ours. A constant block has no name.
fn app(main: &Main, compiled_in: &CompiledIn, sources: &Sources) -> TokenStream {
    let span = Span::mixed_site();
    let facade = &main.facade;
    let CompiledIn { modules, own } = compiled_in;
    let modules = modules
        .iter()
        .map(|Module { name, version }| quote_spanned!(span=> (#name, #version)));
    let place = place(facade, "main", line(main.function.signature.ident.span()));
    let settings = main.settings.iter().map(|setting| call(facade, setting, sources));
    quote_spanned! {span=>
        const {
            &#facade::__private::App::new(#facade::__private::Package {
                name: ::core::env!("CARGO_PKG_NAME"),
                version: ::core::env!("CARGO_PKG_VERSION"),
                debug: ::core::cfg!(debug_assertions),
                aborts: ::core::cfg!(panic = "abort"),
                modules: &[#(#modules),*],
                own: &[#(#own),*],
                main: #place,
            })
            #(#settings)*
        }
    }
}

// Input:  dsn = option_env!("X"), and then app = "y"
// Output: `.dsn(|| ::telemetry::__private::dsn(const { option_env!("X") }))`, and then `.app("y")`
fn call(facade: &Path, setting: &Setting, sources: &Sources) -> TokenStream {
    let span = Span::mixed_site();
    let value = match &setting.value {
        Value::Dsn(dsn) => {
            let dsn = constant(dsn);
            quote_spanned!(span=> || #facade::__private::dsn(#dsn))
        }
        Value::Config(path) => quote_spanned!(span=> || #facade::__private::config(#path)),
        Value::Constant(value) => value.to_token_stream(),
        Value::Text(text) => text.to_token_stream(),
        Value::Share(share) => share.to_token_stream(),
        Value::Word { set, word } => variant(facade, set, word),
        Value::Tags(tags) => {
            let (keys, words) = (tags::keys(facade, tags), tags::words(facade, tags));
            quote_spanned!(span=> const { #keys }, const { &[#(#words),*] })
        }
        // A function, so that the linker drops the client of programs that do not ask for it.
        Value::Sentry => quote_spanned!(span=> #facade::__private::sentry),
        Value::SourceContext(_) => {
            let sources = embedded(facade, sources);
            return quote_spanned!(span=> .sources(#sources));
        }
    };
    let setting = Ident::new(setting.key, span);
    quote_spanned!(span=> .#setting(#value))
}

// Input:  `src/bin/snatch.rs`, where `main` stands, and ["src/bin/snatch.rs", "src/trade.rs"]
// Output: `option_env!("…"), "src/bin/snatch.rs", { fn telemetry_files() -> … { &[("src/bin/snatch.rs", include_str!("…")), …] } telemetry_files }`
// The variable is part of the expansion so that the compiler runs again when it is set. The
// package's folder is in the path by its variable: a relative path of `include_str!` would be
// relative to the file in which the outermost macro was called, which the macro does not know.
fn embedded(facade: &Path, sources: &Sources) -> TokenStream {
    let span = Span::mixed_site();
    let Sources { main, files } = sources;
    let files = files.iter().map(|file| {
        let path = format!("/{file}");
        quote_spanned! {span=>
            (#file, ::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path)))
        }
    });
    quote_spanned! {span=>
        ::core::option_env!(#VARIABLE),
        #main,
        {
            fn telemetry_files() -> #facade::__private::Files {
                &[#(#files),*]
            }
            telemetry_files
        }
    }
}

/// An expression that the compiler evaluates.
fn constant(value: &Expr) -> TokenStream {
    match value {
        Expr::Lit(text) => text.to_token_stream(),
        // At the user's expression, where a wrong type is reported.
        value => {
            let span = Span::mixed_site().located_at(value.span());
            quote_spanned!(span=> const { #value })
        }
    }
}

// Input:  "withheld"
// Output: `::telemetry::__private::Messages::Withheld`
fn variant(facade: &Path, set: &str, word: &LitStr) -> TokenStream {
    let span = Span::mixed_site();
    let word = word.value();
    let (initial, rest) = word.split_at(1);
    let capital = initial.to_uppercase() + rest;
    let (set, variant) = (Ident::new(set, span), Ident::new(&capital, span));
    quote_spanned!(span=> #facade::__private::#set::#variant)
}
