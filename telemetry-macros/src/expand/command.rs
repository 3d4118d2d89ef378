//! The expansion of `#[telemetry::command]`.

use super::listed::{Kind, listed};
use super::place::{line, place};
use super::tags;
use crate::validate::Command;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;

// Input:  fn evaluate(x: u8) -> T { … }
// Output: fn evaluate(x: u8) -> T {
//             let _telemetry = { static TELEMETRY_COMMAND: … = …; ::telemetry::__private::enter(&TELEMETRY_COMMAND) };
//             …
//         }
pub(crate) fn command(command: &Command) -> TokenStream {
    command.function.beginning_with(&enter(command))
}

/// The one statement that is added. It stands where the body begins, so that a debugger goes from there to the user's first line.
fn enter(command: &Command) -> TokenStream {
    let Command {
        facade,
        name,
        tags,
        function,
    } = command;
    let ident = &function.signature.ident;
    let span = Span::mixed_site().located_at(function.begins_at());
    let place = place(facade, &ident.unraw().to_string(), line(ident.span()));
    let listed = listed(Kind::Command);
    let (keys, enter) = if tags.is_empty() {
        (
            None,
            quote_spanned!(span=> #facade::__private::enter(&TELEMETRY_COMMAND)),
        )
    } else {
        let (keys, words) = (tags::keys(facade, tags), tags::words(facade, tags));
        (
            Some(quote_spanned!(span=> .tags(#keys))),
            quote_spanned!(span=> #facade::__private::enter_with(&TELEMETRY_COMMAND, || #words)),
        )
    };
    quote_spanned! {span=>
        let _telemetry = {
            #listed
            static TELEMETRY_COMMAND: #facade::__private::Command = #facade::__private::Command::new(#name, #place) #keys;
            #enter
        };
    }
}
