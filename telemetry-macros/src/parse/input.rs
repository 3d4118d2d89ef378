//! The input of a macro: its arguments, and the item below.

use super::arguments::{self, Argument};
use super::attribute::Attribute;
use super::function::{self, Function};
use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::Path;
use syn::parse::{ParseStream, Parser};

/// An attribute and the item below it.
pub(crate) struct AttributeInput {
    pub(crate) arguments: Vec<Argument>,
    /// `None` if the item is no function that can be read; the reason is in `errors`.
    pub(crate) function: Option<Function>,
    /// The item as it was written.
    pub(crate) item: TokenStream,
    pub(crate) errors: Errors,
}

// Input:  `dsn = "…", app = "x"` and `fn main() { … }`
// Output: [dsn = "…", app = "x"] and the function's parts
pub(crate) fn attribute(arguments: TokenStream, item: TokenStream, attribute: Attribute) -> AttributeInput {
    let mut errors = Errors::default();
    let arguments = arguments::parse(arguments, &mut errors);
    let function = function::parse(item.clone(), attribute, &mut errors);
    AttributeInput {
        arguments,
        function,
        item,
        errors,
    }
}

/// The tokens between the parentheses of `check_in!`.
pub(crate) struct CheckInInput {
    /// The facade's `$crate`.
    pub(crate) facade: Option<Path>,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) errors: Errors,
}

// Input:  `$crate, "watching"`
// Output: the path `$crate` and ["watching"]
pub(crate) fn check_in(tokens: TokenStream) -> CheckInInput {
    let mut errors = Errors::default();
    let mut rest = TokenStream::new();
    let split = |input: ParseStream| {
        let facade = input.call(Path::parse_mod_style)?;
        input.parse::<syn::Token![,]>()?;
        rest = input.parse()?;
        Ok(facade)
    };
    let facade = split.parse2(tokens).map_err(|error| errors.push(error)).ok();
    let arguments = arguments::parse(rest, &mut errors);
    CheckInInput {
        facade,
        arguments,
        errors,
    }
}
