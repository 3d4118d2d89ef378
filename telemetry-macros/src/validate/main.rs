//! The rules of `#[telemetry::main(…)]`.

use super::argument::{self, Given, Known};
use super::rejected::Rejected;
use super::tags::Tags;
use super::{dsn, facade, function, given_again, text};
use crate::errors::Errors;
use crate::parse::{self, Argument, AttributeInput, Function};
use quote::ToTokens;
use syn::{Expr, Ident, LitFloat, LitStr, Path};

/// A `main` that can be expanded.
pub(crate) struct Main {
    pub(crate) facade: Path,
    pub(crate) settings: Settings,
    pub(crate) function: Function,
}

/// The arguments that were given.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) dsn: Option<Expr>,
    pub(crate) app: Option<LitStr>,
    pub(crate) release: Option<Expr>,
    pub(crate) environment: Option<LitStr>,
    pub(crate) dist: Option<Expr>,
    pub(crate) config: Option<Expr>,
    pub(crate) section: Option<LitStr>,
    pub(crate) messages: Option<LitStr>,
    pub(crate) errors: Option<LitStr>,
    pub(crate) contact: Option<LitStr>,
    pub(crate) policy: Option<LitStr>,
    pub(crate) qualifier: Option<LitStr>,
    pub(crate) organization: Option<LitStr>,
    pub(crate) delivery: Option<LitStr>,
    /// The argument itself, which has no value.
    pub(crate) sentry: Option<Ident>,
    pub(crate) sample: Option<LitFloat>,
    pub(crate) tags: Tags,
    /// The argument itself, which has no value.
    pub(crate) source_context: Option<Ident>,
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

/// The words of `messages`, `errors` and `delivery`; the expansion knows the runtime's names of
/// them.
pub(crate) const MESSAGES: [&str; 2] = ["scrubbed", "withheld"];
pub(crate) const ERRORS: [&str; 2] = ["all", "captured"];
pub(crate) const DELIVERY: [&str; 2] = ["background", "inline"];

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

fn settings(arguments: Vec<Argument>, errors: &mut Errors) -> (Settings, Path) {
    let mut settings = Settings::default();
    let mut facade = facade::standard();
    let mut given = Given::default();
    for argument in arguments {
        let key = match &argument {
            Argument::Named { key, .. } | Argument::Bare { key } | Argument::List { key, .. } => key,
            Argument::Lone { value } => {
                errors.at(value, lone(value));
                continue;
            }
        };
        let Some(known) = given.check(key, KNOWN, errors) else {
            continue;
        };
        let s = &mut settings;
        match known.key {
            "dsn" => s.dsn = checked(argument::constant(argument, known, errors), dsn::mistake, errors),
            "app" => s.app = literal(argument, known, text::directory, errors),
            "release" => s.release = constant(argument, known, text::release, errors),
            "environment" => s.environment = literal(argument, known, text::environment, errors),
            "dist" => s.dist = constant(argument, known, text::dist, errors),
            "config" => s.config = argument::value(argument, known, errors),
            "section" => s.section = literal(argument, known, text::key, errors),
            "messages" => s.messages = literal(argument, known, |word| text::one_of(word, &MESSAGES), errors),
            "errors" => s.errors = literal(argument, known, |word| text::one_of(word, &ERRORS), errors),
            "contact" => s.contact = literal(argument, known, text::line, errors),
            "policy" => s.policy = literal(argument, known, text::line, errors),
            "qualifier" => s.qualifier = literal(argument, known, text::directory, errors),
            "organization" => s.organization = literal(argument, known, text::directory, errors),
            "tags" => {
                let content = argument::list(argument, known, errors).unwrap_or_default();
                s.tags.add_tags(parse::tags(content, errors), None, errors);
            }
            "sample" => s.sample = sample(argument, known, errors),
            "sentry" => s.sentry = argument::bare(argument, known, errors),
            "delivery" => s.delivery = literal(argument, known, |word| text::one_of(word, &DELIVERY), errors),
            "source_context" => s.source_context = argument::bare(argument, known, errors),
            _ => facade = facade::path(argument, errors).unwrap_or(facade),
        }
    }
    (settings, facade)
}

// Input:  `sample = 0.1`
// Output: `0.1`, above nothing and at most all
fn sample(argument: Argument, known: &Known, errors: &mut Errors) -> Option<LitFloat> {
    let value = argument::value(argument, known, errors)?;
    let share = argument::float(&value);
    let is_share = |share: &LitFloat| {
        share
            .base10_parse::<f64>()
            .is_ok_and(|share| share > 0.0 && share <= 1.0)
    };
    if !share.as_ref().is_some_and(is_share) {
        let usage = known.usage;
        errors.at(
            &value,
            format!("`sample` is the share of the users who send anything, above 0.0 and at most 1.0: `{usage}`"),
        );
        return None;
    }
    share
}

fn literal(
    argument: Argument,
    known: &Known,
    rule: impl Fn(&str) -> Option<String>,
    errors: &mut Errors,
) -> Option<LitStr> {
    let text = argument::literal(argument, known, errors)?;
    if let Some(mistake) = rule(&text.value()) {
        errors.at(&text, format!("`{}` {mistake}", known.key));
        return None;
    }
    Some(text)
}

fn constant(
    argument: Argument,
    known: &Known,
    rule: impl Fn(&str) -> Option<String>,
    errors: &mut Errors,
) -> Option<Expr> {
    let value = argument::constant(argument, known, errors);
    checked(
        value,
        |text| rule(text).map(|mistake| format!("`{}` {mistake}", known.key)),
        errors,
    )
}

/// The value, unless it is a literal that breaks the rule. What another constant holds is the program's to answer for.
fn checked(value: Option<Expr>, rule: impl Fn(&str) -> Option<String>, errors: &mut Errors) -> Option<Expr> {
    let value = value?;
    if let Some(mistake) = argument::string(&value).and_then(|text| rule(&text.value())) {
        errors.at(&value, mistake);
        return None;
    }
    Some(value)
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
