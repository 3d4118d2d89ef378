//! Third step: the code. Everything generated has an absolute path and a mixed-site span, so that nothing of the user's
//! can be meant by it.

mod check_in;
mod command;
mod main;
mod place;

pub(crate) use check_in::check_in;
pub(crate) use command::command;
pub(crate) use main::main;

use crate::validate::Rejected;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The user's item, and the errors beside it.
pub(crate) fn rejected(rejected: Rejected) -> TokenStream {
    let mut tokens = rejected.fallback;
    tokens.extend(rejected.errors.into_compile_errors());
    tokens
}

/// The errors where an expression is expected.
pub(crate) fn rejected_expression(rejected: Rejected) -> TokenStream {
    let errors = rejected.errors.into_compile_errors();
    quote_spanned!(Span::mixed_site()=> { #errors })
}
