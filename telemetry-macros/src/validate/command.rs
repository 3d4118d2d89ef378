//! The rules of `#[telemetry::command(…)]` and `check_in!(…)`.

use super::argument::{Given, Known};
use super::{Rejected, facade, name};
use crate::errors::Errors;
use crate::parse::{Argument, AttributeInput, Body, CheckInInput, Function};
use quote::ToTokens;
use syn::{LitStr, Path};

/// A command that can be expanded.
pub(crate) struct Command {
    pub(crate) facade: Path,
    pub(crate) name: LitStr,
    pub(crate) function: Function,
    pub(crate) body: Body,
}

/// A check-in that can be expanded.
pub(crate) struct CheckIn {
    pub(crate) facade: Path,
    pub(crate) name: LitStr,
}

static KNOWN: &[Known] = &[facade::CRATE];

// Input:  ["test-drive", crate = ::x] and the parts of the function
// Output: the name, given or made, or every mistake
pub(crate) fn command(input: AttributeInput) -> Result<Command, Rejected> {
    let AttributeInput {
        arguments,
        function,
        item,
        mut errors,
    } = input;
    let given = arguments_of_command(arguments, &mut errors);
    let body_of = |mut function: Function, errors: &mut Errors| {
        check_function(&function, errors);
        let name = match given.name {
            Name::Given(name) => name,
            Name::Missing => name::of_function(&function.signature.ident, errors),
        };
        Some((name?, function.body.take()?, function))
    };
    match function.and_then(|function| body_of(function, &mut errors)) {
        Some((name, body, function)) if errors.is_empty() => Ok(Command {
            facade: given.facade,
            name,
            function,
            body,
        }),
        _ => Err(Rejected { errors, fallback: item }),
    }
}

enum Name {
    /// `None` if what was given is a mistake.
    Given(Option<LitStr>),
    Missing,
}

struct Arguments {
    name: Name,
    facade: Path,
}

fn arguments_of_command(arguments: Vec<Argument>, errors: &mut Errors) -> Arguments {
    let mut found = Arguments {
        name: Name::Missing,
        facade: facade::standard(),
    };
    let mut given = Given::default();
    for argument in arguments {
        let is_first_name = matches!(found.name, Name::Missing);
        match argument {
            Argument::Lone { value } if is_first_name => found.name = Name::Given(name::given(&value, errors)),
            Argument::Lone { value } => errors.at(value, "a command has one name: keep one of them"),
            Argument::Bare { key } if key != "crate" && is_first_name => {
                // `#[telemetry::command(evaluate)]`, `#[telemetry::command(NAME)]`
                let value = syn::parse_quote!(#key);
                found.name = Name::Given(name::given(&value, errors));
            }
            Argument::Named { key, value } if key == "name" => {
                let fix = value.to_token_stream();
                errors.at(key, format!("the name stands alone: `#[telemetry::command({fix})]`"));
                found.name = Name::Given(None);
            }
            Argument::Named { ref key, .. } | Argument::Bare { ref key } => {
                if given.check(key, KNOWN, errors).is_some() {
                    found.facade = facade::path(argument, errors).unwrap_or(found.facade);
                }
            }
        }
    }
    found
}

fn check_function(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(constness) = &signature.constness {
        errors.at(
            constness,
            "a `const fn` cannot be a command, because the compiler may run it: \
             drop `const`, or put the attribute on the function that calls it",
        );
    }
    if function.body.is_none() {
        errors.at(
            signature,
            "a function without a body cannot be a command: put the attribute on those that implement it, \
             or give it a body here",
        );
    }
}

// Input:  the path `$crate` and ["watching"]
// Output: both, checked, or every mistake
pub(crate) fn check_in(input: CheckInInput) -> Result<CheckIn, Rejected> {
    let CheckInInput {
        facade,
        arguments,
        mut errors,
    } = input;
    let had_errors = !errors.is_empty();
    let mut names = Vec::new();
    for argument in arguments {
        match argument {
            Argument::Lone { value } => names.push(value),
            Argument::Bare { key } => names.push(syn::parse_quote!(#key)),
            Argument::Named { key, .. } => {
                errors.at(key, "`check_in!` takes a name and no more: `check_in!(\"watching\")`");
            }
        }
    }
    let name = match &names[..] {
        [] => {
            if !had_errors && errors.is_empty() {
                let span = proc_macro2::Span::call_site();
                errors.at_span(span, "`check_in!` needs a name: `check_in!(\"watching\")`");
            }
            None
        }
        [name, more @ ..] => {
            for more in more {
                errors.at(more, "a check-in has one name: keep one of them");
            }
            name::given(name, &mut errors)
        }
    };
    match (facade, name) {
        (Some(facade), Some(name)) if errors.is_empty() => Ok(CheckIn { facade, name }),
        _ => Err(Rejected {
            errors,
            fallback: proc_macro2::TokenStream::new(),
        }),
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
