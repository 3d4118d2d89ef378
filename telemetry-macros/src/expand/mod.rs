//! Third step: the code. All generated paths are absolute, and all spans mixed-site, so that no
//! item of the author's can be meant. Generated names are ones that no program has: a variable with
//! the name of a constant would be a pattern, and the author's expression beside our `static` may
//! name one of their own.

mod check_in;
mod command;
mod listed;
mod main;
mod place;
mod tag_enum;
mod tags;

pub(crate) use check_in::check_in;
pub(crate) use command::command;
pub(crate) use main::main;
pub(crate) use tag_enum::tag_enum;

use crate::validate::Rejected;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Expr;

/// The user's item, and the errors beside it.
pub(crate) fn rejected(rejected: Rejected) -> TokenStream {
    let Rejected { errors, fallback } = rejected;
    let errors = errors.into_compile_errors();
    let span = Span::mixed_site();
    match syn::parse2(fallback.clone()) {
        Ok(Expr::Closure(_)) => quote_spanned!(span=> { #errors #fallback }),
        // The compiler has taken the semicolon away. The call of a macro may also stand where an
        // item does.
        Ok(expression) if !matches!(expression, Expr::Macro(_)) => quote_spanned!(span=> { #errors #fallback; }),
        _ => [fallback, errors].into_iter().collect(),
    }
}

/// The errors where an expression is expected.
pub(crate) fn rejected_expression(rejected: Rejected) -> TokenStream {
    let errors = rejected.errors.into_compile_errors();
    quote_spanned!(Span::mixed_site()=> { #errors })
}
