//! The attribute macros of `opt-in-telemetry`: parse → validate → expand.

use proc_macro::TokenStream;

/// See the facade.
#[proc_macro_attribute]
pub fn main(_args: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// See the facade.
#[proc_macro_attribute]
pub fn command(_args: TokenStream, item: TokenStream) -> TokenStream {
    item
}
