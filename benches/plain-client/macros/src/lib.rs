//! The attributes: `main` does what the client's documentation says, and nothing else remains of
//! the others.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// Starts the client first thing in `main`; its guard is dropped last. Of the arguments, `release`
/// counts. The address is the client's own to find: in `SENTRY_DSN`.
///
/// # Panics
/// If the function has no body.
#[proc_macro_attribute]
pub fn main(arguments: TokenStream, function: TokenStream) -> TokenStream {
    let release = match argument("release", arguments) {
        Some(release) => format!("release({release})"),
        None => "maybe_release(::sentry::release_name!())".to_owned(),
    };
    let mut body = source(&format!(
        "let _client = ::sentry::init(
            ::sentry::ClientOptions::new()
                .{release}
                .auto_session_tracking(true)
                .session_mode(::sentry::SessionMode::Application),
        );"
    ));
    let mut tokens: Vec<TokenTree> = function.into_iter().collect();
    match tokens.pop() {
        Some(TokenTree::Group(written)) if written.delimiter() == Delimiter::Brace => body.extend(written.stream()),
        _ => panic!("a `main` without a body"),
    }
    tokens.push(Group::new(Delimiter::Brace, body).into());
    tokens.into_iter().collect()
}

/// Leaves the function as it is.
#[proc_macro_attribute]
pub fn command(_: TokenStream, function: TokenStream) -> TokenStream {
    function
}

/// Nothing.
#[proc_macro]
pub fn check_in(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Nothing.
#[proc_macro_derive(Tag, attributes(telemetry))]
pub fn tag(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// The value of `name = value` among arguments.
fn argument(name: &str, arguments: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let mut arguments = tokens.split(|token| token.to_string() == ",");
    let wanted = arguments.find(|argument| argument.first().is_some_and(|first| first.to_string() == name))?;
    Some(wanted.iter().skip(2).cloned().collect())
}

fn source(text: &str) -> TokenStream {
    text.parse().expect("what stands in this file is Rust")
}
