//! First step: from tokens to what was written, without a judgement on it.
//!
//! Arguments and item are parsed independently, so that a mistake in one does not hide those in the other.

mod arguments;
mod body;
mod function;
mod tags;

pub(crate) use arguments::{Argument, parse as arguments};
pub(crate) use body::is_written_by_a_macro;
pub(crate) use function::Function;
pub(crate) use tags::{Tag, parse as tags};

use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::Path;
use syn::parse::{ParseStream, Parser};

/// Which attribute macro is at work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Main,
    Command,
}

/// An attribute and what it stands on.
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

/// What stands between the parentheses of `check_in!`.
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
