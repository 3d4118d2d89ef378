//! The rules of `#[telemetry::main(…)]`.

use super::argument::{self, Given, Known};
use super::rejected::Rejected;
use super::tags::Tags;
use super::{dsn, facade, function, given_again, text};
use crate::errors::Errors;
use crate::parse::{self, Argument, AttributeInput, Function};
use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, LitFloat, LitStr, Path};

/// A `main` that can be expanded.
pub(crate) struct Main {
    pub(crate) facade: Path,
    pub(crate) settings: Vec<Setting>,
    pub(crate) function: Function,
}

/// An argument that was given.
pub(crate) struct Setting {
    pub(crate) key: &'static str,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Dsn(Expr),
    Config(Expr),
    Constant(Expr),
    Text(LitStr),
    Share(LitFloat),
    /// A word of a closed set: `"withheld"` is `Messages::Withheld` in the runtime.
    Word {
        set: &'static str,
        word: LitStr,
    },
    Tags(Tags),
    Sentry,
    /// The argument itself, which has no value.
    SourceContext(Ident),
}

const fn known(key: &'static str, usage: &'static str) -> Known {
    Known { key, usage }
}

static KNOWN: &[Known] = &[
    known("dsn", "dsn = \"https://<key>@<host>/<project>\""),
    known("app", "app = \"my-tool\""),
    known("release", "release = \"my-tool@1.2.3\""),
    known("environment", "environment = \"production\""),
    known("dist", "dist = \"musl\""),
    known("config", "config = my_config_file()"),
    known("section", "section = \"my-telemetry\""),
    known("messages", "messages = \"withheld\""),
    known("errors", "errors = \"captured\""),
    known("contact", "contact = \"privacy@example.org\""),
    known("policy", "policy = \"https://example.org/privacy\""),
    known("qualifier", "qualifier = \"org\""),
    known("organization", "organization = \"Example\""),
    known("delivery", "delivery = \"inline\""),
    known("tags", "tags(simd = cfg!(feature = \"simd\"))"),
    known("sample", "sample = 0.1"),
    known("sentry", "sentry"),
    known("source_context", "source_context"),
    facade::CRATE,
];

// Input:  [dsn = "…", app = "x"], the parts of `fn main`, and whether it stands in a library
// Output: each argument under its name, or every mistake
pub(crate) fn main(input: AttributeInput, in_library: bool) -> Result<Main, Rejected> {
    let AttributeInput {
        arguments,
        mut function,
        mut item,
        mut errors,
    } = input;
    let (settings, facade) = settings(arguments, &mut errors);
    let mut fits = true;
    if let Some(function) = &mut function {
        if given_again::remove(function, "main", &facade, &mut errors) {
            item = function.to_token_stream();
        }
        fits = function::is_main(function, in_library, &mut errors);
    }
    match function {
        Some(function) if errors.is_empty() => Ok(Main {
            facade,
            settings,
            function,
        }),
        _ => Err(Rejected {
            errors,
            fallback: if fits { item } else { function::hidden(item) },
        }),
    }
}

fn settings(arguments: Vec<Argument>, errors: &mut Errors) -> (Vec<Setting>, Path) {
    let mut settings = Vec::new();
    let mut facade = facade::standard();
    let mut given = Given::default();
    for argument in arguments {
        if let Argument::Lone { value } = &argument {
            errors.at(value, lone(value));
        }
        let Some(known) = given.check(&argument, KNOWN, errors) else {
            continue;
        };
        let key = known.key;
        if key == facade::CRATE.key {
            facade = facade::path(argument, errors).unwrap_or(facade);
        } else if let Some(value) = value(argument, known, errors) {
            settings.push(Setting { key, value });
        }
    }
    (settings, facade)
}

/// The value of an argument, unless it breaks the rule of its key.
fn value(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Value> {
    match known.key {
        "dsn" => {
            let value = argument::constant(argument, known, errors);
            checked(value, dsn::check, errors).map(Value::Dsn)
        }
        "app" | "qualifier" | "organization" => literal(argument, known, text::directory, errors).map(Value::Text),
        "release" => constant(argument, known, text::release, errors),
        "environment" => literal(argument, known, text::environment, errors).map(Value::Text),
        "dist" => constant(argument, known, text::dist, errors),
        "config" => argument::value(argument, known, errors).map(Value::Config),
        "section" => literal(argument, known, text::key, errors).map(Value::Text),
        "messages" => word(argument, known, "Messages", ["scrubbed", "withheld"], errors),
        "errors" => word(argument, known, "Errors", ["all", "captured"], errors),
        "delivery" => word(argument, known, "Delivery", ["background", "inline"], errors),
        "contact" | "policy" => literal(argument, known, text::line, errors).map(Value::Text),
        "tags" => {
            let mut tags = Tags::default();
            tags.add_tags(
                parse::tags(argument::list(argument, known, errors), errors),
                None,
                errors,
            );
            Some(Value::Tags(tags))
        }
        "sample" => sample(argument, known, errors),
        "sentry" => argument::bare(&argument, known, errors).map(|_| Value::Sentry),
        _ => argument::bare(&argument, known, errors).map(Value::SourceContext),
    }
}

// Input:  `sample = 0.1`
// Output: `0.1`, above nothing and at most all
fn sample(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Value> {
    let value = argument::value(argument, known, errors)?;
    let is_share = |share: &LitFloat| matches!(share.base10_parse::<f64>(), Ok(share) if share > 0.0 && share <= 1.0);
    let Some(share) = argument::float(&value).filter(is_share) else {
        let usage = known.usage;
        return errors.refuse(
            &value,
            format!("`sample` is the share of the users who send anything, above 0.0 and at most 1.0: `{usage}`"),
        );
    };
    Some(Value::Share(share))
}

fn literal(
    argument: Argument,
    known: &Known,
    rule: impl Fn(&str) -> Result<(), String>,
    errors: &mut Errors,
) -> Option<LitStr> {
    let text = argument::literal(argument, known, errors)?;
    match rule(&text.value()) {
        Ok(()) => Some(text),
        Err(mistake) => errors.refuse(&text, format!("`{}` {mistake}", known.key)),
    }
}

/// One of two words, which are variants of `set`.
fn word(argument: Argument, known: &Known, set: &'static str, words: [&str; 2], errors: &mut Errors) -> Option<Value> {
    let rule = |word: &str| text::one_of(word, &words);
    literal(argument, known, rule, errors).map(|word| Value::Word { set, word })
}

fn constant(
    argument: Argument,
    known: &Known,
    rule: impl Fn(&str) -> Result<(), String>,
    errors: &mut Errors,
) -> Option<Value> {
    let value = argument::constant(argument, known, errors);
    let rule = |text: &str| rule(text).map_err(|mistake| format!("`{}` {mistake}", known.key));
    checked(value, rule, errors).map(Value::Constant)
}

/// The value, unless it is a literal that breaks the rule. The value of another constant is not
/// checked.
fn checked(value: Option<Expr>, rule: impl Fn(&str) -> Result<(), String>, errors: &mut Errors) -> Option<Expr> {
    let value = value?;
    match argument::string(&value).map_or(Ok(()), |text| rule(&text.value())) {
        Ok(()) => Some(value),
        Err(mistake) => errors.refuse(&value, mistake),
    }
}

fn lone(value: &Expr) -> String {
    if let Some(text) = argument::string(value)
        && text.value().contains("://")
    {
        return format!("an argument has a name: `dsn = \"{}\"`", text.value());
    }
    "an argument has a name: `name = value`".to_owned()
}

#[cfg(test)]
#[path = "main_tests.rs"]
mod tests;
