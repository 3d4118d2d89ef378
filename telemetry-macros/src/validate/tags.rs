//! The rules of `tags(…)` and `flags(…)`: names and all possible values are known before the
//! program runs.

use super::argument;
use super::name::{self, kebab_case};
use super::parameters::{self, Parameter};
use crate::errors::Errors;
use crate::parse;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Expr, ExprLit, Lit, LitStr, Member, Signature, Type};

/// More would be a questionnaire.
const MOST: usize = 8;
/// Sentry's own limit.
const LONGEST: usize = 32;
/// Tags that Sentry or this crate sets.
const TAKEN: [&str; 19] = [
    "app",
    "browser",
    "command",
    "device",
    "dist",
    "environment",
    "handled",
    "level",
    "logger",
    "mechanism",
    "os",
    "platform",
    "project",
    "release",
    "runtime",
    "sample",
    "server-name",
    "transaction",
    "user",
];

/// The tags of a command or of the program.
#[derive(Default)]
pub(crate) struct Tags {
    pub(crate) tags: Vec<Tag>,
    pub(crate) flags: Vec<Flag>,
}

/// One value of a closed set.
pub(crate) struct Tag {
    pub(crate) name: LitStr,
    pub(crate) value: Expr,
    pub(crate) set: Set,
}

/// How the compiler learns which set that is.
pub(crate) enum Set {
    /// It was written: `mode: Mode = self.mode`.
    OfType(Box<Type>),
    /// By the value's type, which follows from those of these parameters of the function.
    OfValue(Vec<Parameter>),
}

/// Whether something was set.
pub(crate) struct Flag {
    pub(crate) name: LitStr,
    pub(crate) value: Expr,
}

impl Tags {
    pub(crate) fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.flags.is_empty()
    }

    /// Takes the tags in, or what is wrong with them.
    pub(crate) fn add_tags(&mut self, found: Vec<parse::Tag>, signature: Option<&Signature>, errors: &mut Errors) {
        for found in found {
            let tag = self.tag(found, signature, errors);
            self.tags.extend(tag);
        }
    }

    /// Takes the flags in, or what is wrong with them.
    pub(crate) fn add_flags(&mut self, found: Vec<parse::Tag>, errors: &mut Errors) {
        for found in found {
            let flag = self.flag(found, errors);
            self.flags.extend(flag);
        }
    }

    fn tag(&self, found: parse::Tag, signature: Option<&Signature>, errors: &mut Errors) -> Option<Tag> {
        let parse::Tag { name, ty, value } = found;
        let Some(ident) = &name else {
            return errors.refuse(&value, nameless(&value));
        };
        let name = self.named(ident, self.tags.len(), errors)?;
        only_looks(&value, TAG, errors)?;
        let set = match (ty, parameters::of_value(&value, signature)) {
            (Some(ty), _) => Set::OfType(ty.into()),
            (None, Ok(parameters)) => Set::OfValue(parameters),
            (None, Err(why)) => {
                let shown = shown(&value);
                return errors.refuse(
                    &value,
                    format!("the type of `{shown}` {why}: write it, `{ident}: TYPE = {shown}`"),
                );
            }
        };
        Some(Tag { name, value, set })
    }

    fn flag(&self, found: parse::Tag, errors: &mut Errors) -> Option<Flag> {
        let parse::Tag { name, ty, value } = found;
        only_looks(&value, FLAG, errors)?;
        let Some(name) = name.or_else(|| name_of(&value)) else {
            let shown = shown(&value);
            return errors.refuse(
                &value,
                format!("this flag has no name of its own: `flags(NAME = {shown})`"),
            );
        };
        if ty.is_some() {
            return errors.refuse(ty, "a flag takes no type: it only says whether something was set");
        }
        let name = self.named(&name, self.flags.len(), errors)?;
        Some(Flag { name, value })
    }

    /// The name as it is sent, if it can be.
    fn named(&self, ident: &Ident, already: usize, errors: &mut Errors) -> Option<LitStr> {
        if already == MOST {
            return errors.refuse(
                ident,
                format!("at most {MOST} are sent: ask only what will be answered"),
            );
        }
        let name = kebab_case(&ident.unraw().to_string());
        if let Some(mistake) = mistake(&name) {
            return errors.refuse(ident, mistake);
        }
        let names = self.tags.iter().map(|tag| &tag.name);
        let mut names = names.chain(self.flags.iter().map(|flag| &flag.name));
        if names.any(|known| known.value() == name) {
            return errors.refuse(ident, format!("`{name}` is given twice: keep one of them"));
        }
        Some(LitStr::new(&name, ident.span()))
    }
}

const TAG: &str = "a tag's value is one of a closed set, an enum with `#[derive(telemetry::Tag)]` or a `bool`";
const FLAG: &str = "a flag says whether something was set";

/// Refuses an expression that is a literal, or that leaves the function around it.
fn only_looks(value: &Expr, expected: &str, errors: &mut Errors) -> Option<()> {
    if let Some(kind) = literal(value) {
        return errors.refuse(value, format!("{expected}, and this is {kind}"));
    }
    if let Some(leaving) = leaving(value) {
        return errors.refuse(
            leaving,
            "what is told of a command only looks: nothing may leave its expression",
        );
    }
    Some(())
}

/// Finds `?`, `return`, `await` and the like, which would leave the expression.
fn leaving(value: &Expr) -> Option<TokenTree> {
    fn find(tokens: TokenStream) -> Option<TokenTree> {
        tokens.into_iter().find_map(|token| match &token {
            TokenTree::Group(group) => find(group.stream()),
            TokenTree::Punct(mark) => (mark.as_char() == '?').then_some(token),
            TokenTree::Ident(word) => ["return", "await", "break", "continue", "yield"]
                .iter()
                .any(|leaving| word == leaving)
                .then_some(token),
            TokenTree::Literal(_) => None,
        })
    }
    find(value.to_token_stream())
}

/// The form to write instead of a value alone.
fn nameless(value: &Expr) -> String {
    // `dry-run = x`, `"dry-run" = x`
    if let Expr::Assign(assign) = argument::ungroup(value) {
        let name = assign.left.to_token_stream().to_string();
        let parts: Vec<&str> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect();
        let (name, value) = (parts.join("_"), shown(&assign.right));
        return format!(
            "the name of a tag is an identifier: `{name} = {value}`, which is sent as `{}`",
            kebab_case(&name)
        );
    }
    let name = name_of(value).map_or_else(|| "NAME".to_owned(), |name| name.to_string());
    format!("a tag has a name: `tags({name} = {})`", shown(value))
}

fn mistake(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("a tag has a name with a letter in it".to_owned());
    }
    if TAKEN.contains(&name) {
        return Some(format!("there is a tag `{name}` already: choose another name"));
    }
    let plain = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-');
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
        return Some(format!(
            "`{name}` cannot be the name of a tag, which is made of `a-z 0-9 -` and begins with a letter"
        ));
    }
    name::too_long(name, LONGEST)
}

// Input:  `args.dry_run`
// Output: `dry_run`
fn name_of(value: &Expr) -> Option<Ident> {
    match argument::ungroup(value) {
        Expr::Field(field) => match &field.member {
            Member::Named(name) => Some(name.clone()),
            Member::Unnamed(_) => None,
        },
        Expr::Path(path) => path.path.get_ident().cloned(),
        Expr::Reference(reference) => name_of(&reference.expr),
        Expr::Paren(paren) => name_of(&paren.expr),
        _ => None,
    }
}

/// The kind of a literal that cannot be a tag.
fn literal(value: &Expr) -> Option<&'static str> {
    match argument::ungroup(value) {
        Expr::Lit(ExprLit { lit: Lit::Bool(_), .. }) => None,
        Expr::Lit(ExprLit {
            lit: Lit::Int(_) | Lit::Float(_),
            ..
        }) => Some("a number"),
        Expr::Lit(_) => Some("a text"),
        _ => None,
    }
}

/// The expression in a message, as people write it.
fn shown(value: &Expr) -> String {
    let mut shown = value.to_token_stream().to_string();
    for (spaced, tight) in [
        (" . ", "."),
        (" :: ", "::"),
        (" (", "("),
        (" ()", "()"),
        ("& ", "&"),
        (" !", "!"),
        (" [", "["),
        (" ?", "?"),
        ("- ", "-"),
        ("! ", "!"),
    ] {
        shown = shown.replace(spaced, tight);
    }
    shown
}
