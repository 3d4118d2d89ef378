//! The expansion of `#[telemetry::command]`.

use super::place::{line, place};
use crate::parse::{Body, Function};
use crate::validate::Command;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;

// Input:  fn evaluate(x: u8) -> T { … }
// Output: fn evaluate(x: u8) -> T {
//             let _command = { static COMMAND: … = …; ::telemetry::__private::enter(&COMMAND) };
//             …
//         }
pub(crate) fn command(command: &Command) -> TokenStream {
    let Command { function, body, .. } = command;
    let Function {
        attributes,
        visibility,
        defaultness,
        signature,
        ..
    } = function;
    let Body { brace, head, rest } = body;
    let enter = enter(command);
    let mut tokens = TokenStream::new();
    for attribute in attributes {
        attribute.to_tokens(&mut tokens);
    }
    visibility.to_tokens(&mut tokens);
    defaultness.to_tokens(&mut tokens);
    signature.to_tokens(&mut tokens);
    brace.surround(&mut tokens, |tokens| {
        head.to_tokens(tokens);
        enter.to_tokens(tokens);
        rest.to_tokens(tokens);
    });
    tokens
}

/// The one statement that is added.
fn enter(command: &Command) -> TokenStream {
    let Command {
        facade, name, function, ..
    } = command;
    let ident = &function.signature.ident;
    let place = place(facade, &ident.unraw().to_string(), line(ident.span()));
    quote_spanned! {Span::mixed_site()=>
        let _command = {
            #[#facade::__private::linkme::distributed_slice(#facade::__private::COMMANDS)]
            #[linkme(crate = #facade::__private::linkme)]
            static COMMAND: #facade::__private::Command = #facade::__private::Command::new(#name, #place);
            #facade::__private::enter(&COMMAND)
        };
    }
}
