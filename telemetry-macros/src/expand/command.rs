//! The expansion of `#[telemetry::command]`.

use super::listed::{Kind, listed};
use super::place::{function_at, line, place};
use super::tags;
use crate::validate::Command;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;

// Input:  fn evaluate(x: u8) -> T { … }
// Output: fn evaluate(x: u8) -> T {
//             let _telemetry = { static TELEMETRY_COMMAND: … = …; ::telemetry::__private::enter(&TELEMETRY_COMMAND) };
//             …
//         }
// In an edition before 2024, `enter(…).before_2024()`, whose documentation has the reason.
pub(crate) fn command(command: &Command, earlier_edition: bool) -> TokenStream {
    let looks = !command.tags.is_empty();
    command.function.beginning_with(&enter(command, earlier_edition), looks)
}

/// The statement that the macro adds. Its code has the span of the body's brace, so that a debugger
/// goes from there to the author's first line. Tokens with a macro's own span have the attribute's
/// line in debug information.
fn enter(command: &Command, earlier_edition: bool) -> TokenStream {
    let Command {
        facade,
        name,
        tags,
        function,
    } = command;
    let ident = &function.signature.ident;
    let brace = function.begins_at();
    let span = Span::mixed_site().located_at(brace);
    let place = place(facade, &ident.unraw().to_string(), line(ident.span()));
    let listed = listed(Kind::Command);
    let (guard, item) = (Ident::new("_telemetry", span), Ident::new("TELEMETRY_COMMAND", span));
    let (keys, enter) = if tags.is_empty() {
        let enter = function_at(facade, "enter", brace);
        (None, quote_spanned!(brace=> #enter(&#item)))
    } else {
        let enter = function_at(facade, "enter_with", brace);
        let (keys, words) = (tags::keys(facade, tags), tags::words(facade, tags));
        (
            Some(quote_spanned!(span=> .tags(#keys))),
            quote_spanned!(brace=> #enter(&#item, &[#(&#words),*])),
        )
    };
    let quiet = earlier_edition.then(|| quote_spanned!(brace=> .before_2024()));
    let item = quote_spanned! {span=>
        #listed
        static #item: #facade::__private::Command = #facade::__private::Command::new(#name, #place) #keys;
    };
    quote_spanned! {brace=>
        let #guard = {
            #item
            #enter #quiet
        };
    }
}
