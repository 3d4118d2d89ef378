//! The expansion of `#[derive(telemetry::Tag)]`.

use crate::validate::TagEnum;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

// Input:  enum Output { Text, PrettyJson }
// Output: impl ::telemetry::__private::Tag for Output { … }
pub(crate) fn tag_enum(tag: &TagEnum) -> TokenStream {
    let TagEnum { facade, ident, words } = tag;
    let (variants, words): (Vec<_>, Vec<_>) = words.iter().map(|(variant, word)| (variant, word)).unzip();
    quote_spanned! {Span::mixed_site()=>
        #[automatically_derived]
        #[allow(deprecated)]
        impl #facade::__private::Tag for #ident {
            type Set = Self;
            const WORDS: &'static [&'static ::core::primitive::str] = &[#(#words),*];
            fn word(&self) -> &'static ::core::primitive::str {
                match self {
                    #(Self::#variants => #words,)*
                }
            }
        }
    }
}
