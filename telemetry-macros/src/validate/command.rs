//! The rules of `#[telemetry::command(…)]` and `check_in!(…)`.

use super::argument::{self, Given, Known};
use super::rejected::Rejected;
use super::tags::Tags;
use super::{facade, given_again, name};
use crate::errors::Errors;
use crate::parse::{self, Argument, AttributeInput, CheckInInput, Function};
use quote::ToTokens;
use syn::{Ident, LitStr, Path, Signature};

/// A command that can be expanded.
pub(crate) struct Command {
    pub(crate) facade: Path,
    pub(crate) name: LitStr,
    pub(crate) tags: Tags,
    pub(crate) function: Function,
}

/// A check-in that can be expanded.
pub(crate) struct CheckIn {
    pub(crate) facade: Path,
    pub(crate) name: LitStr,
}

static KNOWN: &[Known] = &[TAGS, FLAGS, facade::CRATE];

const TAGS: Known = Known {
    key: "tags",
    usage: "tags(output = args.output)",
};
const FLAGS: Known = Known {
    key: "flags",
    usage: "flags(args.verbose)",
};

// Input:  ["test-drive", tags(…), crate = ::x] and the parts of the function
// Output: the name, given or made, and the rest, or every mistake
pub(crate) fn command(input: AttributeInput) -> Result<Command, Rejected> {
    let AttributeInput {
        arguments,
        mut function,
        mut item,
        mut errors,
    } = input;
    let signature = function.as_ref().map(|function| &function.signature);
    let given = arguments_of_command(arguments, signature, &mut errors);
    if let Some(function) = &mut function {
        if given_again::remove(function, "command", &given.facade, &mut errors) {
            item = function.to_token_stream();
        }
        check_function(function, &mut errors);
    }
    let name = match (given.name, &function) {
        (Name::Given(name), _) => name,
        (Name::Missing, Some(function)) => name::of_function(&function.signature.ident, &mut errors),
        (Name::Missing, None) => None,
    };
    match (name, function) {
        (Some(name), Some(function)) if errors.is_empty() => Ok(Command {
            facade: given.facade,
            name,
            tags: given.tags,
            function,
        }),
        _ => Err(Rejected { errors, fallback: item }),
    }
}

enum Name {
    /// `None` if the argument is a mistake.
    Given(Option<LitStr>),
    Missing,
}

struct Arguments {
    name: Name,
    tags: Tags,
    facade: Path,
}

fn arguments_of_command(arguments: Vec<Argument>, signature: Option<&Signature>, errors: &mut Errors) -> Arguments {
    let mut found = Arguments {
        name: Name::Missing,
        tags: Tags::default(),
        facade: facade::standard(),
    };
    let mut given = Given::default();
    let is_unknown = |key: &Ident| KNOWN.iter().all(|known| key != known.key);
    for argument in arguments {
        let is_first_name = matches!(found.name, Name::Missing);
        match argument {
            Argument::Lone { value } if is_first_name => found.name = Name::Given(name::given(&value, errors)),
            Argument::Lone { value } => errors.at(value, "a command has one name: keep one of them"),
            // `#[telemetry::command(evaluate)]`, `#[telemetry::command(NAME)]`
            Argument::Bare { key } if is_first_name && is_unknown(&key) => {
                found.name = Name::Given(name::given(&syn::parse_quote!(#key), errors));
            }
            Argument::Named { key, value } if key == "name" => {
                let fix = value.to_token_stream();
                errors.at(key, format!("the name stands alone: `#[telemetry::command({fix})]`"));
                found.name = Name::Given(None);
            }
            argument => {
                let Some(known) = given.check(&argument, KNOWN, errors) else {
                    continue;
                };
                match known.key {
                    "tags" => {
                        let tags = parse::tags(argument::list(argument, known, errors), errors);
                        found.tags.add_tags(tags, signature, errors);
                    }
                    "flags" => {
                        let flags = parse::tags(argument::list(argument, known, errors), errors);
                        found.tags.add_flags(flags, errors);
                    }
                    _ => found.facade = facade::path(argument, errors).unwrap_or(found.facade),
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
    let mut name = None;
    for argument in arguments {
        let value = match argument {
            Argument::Lone { value } => value,
            Argument::Bare { key } => syn::parse_quote!(#key),
            Argument::Named { key, .. } | Argument::List { key, .. } => {
                errors.at(key, "`check_in!` takes a name and no more: `check_in!(\"watching\")`");
                continue;
            }
        };
        if name.is_some() {
            errors.at(value, "a check-in has one name: keep one of them");
        } else {
            name = Some(name::given(&value, &mut errors));
        }
    }
    if name.is_none() && errors.is_empty() {
        let span = proc_macro2::Span::call_site();
        errors.at_span(span, "`check_in!` needs a name: `check_in!(\"watching\")`");
    }
    match (facade, name.flatten()) {
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
