//! `check_in!` and `#[derive(telemetry::Tag)]`.

use super::golden;
use crate::{expand, parse, validate};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn checked_in(tokens: &str) -> TokenStream {
    let Ok(check_in) = validate::check_in(parse::check_in(tokens.parse().unwrap())) else {
        panic!("rejected")
    };
    expand::check_in(&check_in)
}

pub(super) fn tagged(item: &str) -> TokenStream {
    let Ok(tag) = validate::tag_enum(syn::parse_str(item)) else {
        panic!("rejected")
    };
    expand::tag_enum(&tag)
}

golden! {
    check_in: {
        let check_in = checked_in("::telemetry, \"watching\"");
        quote!(fn watch() { loop { #check_in; } })
    };
    tag: tagged("pub enum Output { Text, PrettyJson }");
}
