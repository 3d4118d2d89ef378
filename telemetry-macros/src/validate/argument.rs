//! The rules of every argument: it is known, given once, and has a value of the right kind.

use crate::errors::Errors;
use crate::parse::Argument;
use crate::suggest::closest;
use proc_macro2::{Ident, TokenStream};
use syn::{Expr, ExprLit, Lit, LitFloat, LitStr};

/// An argument's key and how it is written.
pub(crate) struct Known {
    pub(crate) key: &'static str,
    pub(crate) usage: &'static str,
}

/// The arguments given so far.
#[derive(Default)]
pub(crate) struct Given(Vec<Ident>);

impl Given {
    /// The row of the argument's key in the table, or an error if it has none or was given before.
    pub(crate) fn check(
        &mut self,
        argument: &Argument,
        table: &'static [Known],
        errors: &mut Errors,
    ) -> Option<&'static Known> {
        let key = argument.key()?;
        let Some(known) = table.iter().find(|known| key == known.key) else {
            return errors.refuse(key, unknown(key, table));
        };
        if self.0.contains(key) {
            return errors.refuse(key, format!("`{key}` is given twice: keep one of them"));
        }
        self.0.push(key.clone());
        Some(known)
    }
}

fn unknown(key: &Ident, table: &[Known]) -> String {
    let keys: Vec<&str> = table.iter().map(|known| known.key).collect();
    match closest(&key.to_string(), keys.iter().copied()) {
        Some(meant) => format!("unknown argument `{key}`: did you mean `{meant}`?"),
        None => format!("unknown argument `{key}`: there is `{}`", keys.join("`, `")),
    }
}

/// The value of an argument that must have one.
pub(crate) fn value(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Expr> {
    let usage = known.usage;
    match argument {
        Argument::Named { value, .. } | Argument::Lone { value } => Some(value),
        Argument::Bare { key } => errors.refuse(&key, format!("`{key}` needs a value: `{usage}`")),
        Argument::List { key, .. } => errors.refuse(&key, format!("`{key}` is written with `=`: `{usage}`")),
    }
}

/// The key of an argument that has no value: it is there or not.
pub(crate) fn bare(argument: &Argument, known: &Known, errors: &mut Errors) -> Option<Ident> {
    let key = argument.key()?;
    if matches!(argument, Argument::Bare { .. }) {
        return Some(key.clone());
    }
    errors.refuse(
        key,
        format!("`{key}` stands alone: write `{}`, or leave it out", known.usage),
    )
}

/// The tokens between an argument's parentheses; none if there is a mistake.
pub(crate) fn list(argument: Argument, known: &Known, errors: &mut Errors) -> TokenStream {
    let usage = known.usage;
    match argument {
        Argument::List { key, content } if content.is_empty() => {
            errors.at(&key, format!("`{key}` is empty: leave it out, or say `{usage}`"));
        }
        Argument::List { content, .. } => return content,
        Argument::Named { key, .. } | Argument::Bare { key } => {
            errors.at(&key, format!("`{key}` is written with parentheses: `{usage}`"));
        }
        Argument::Lone { .. } => {}
    }
    TokenStream::new()
}

/// The value of an argument that must be a string literal.
pub(crate) fn literal(argument: Argument, known: &Known, errors: &mut Errors) -> Option<LitStr> {
    let value = value(argument, known, errors)?;
    string(&value).or_else(|| {
        let Known { key, usage } = known;
        errors.refuse(&value, format!("`{key}` takes a string literal: `{usage}`"))
    })
}

/// The value of an argument that may be any expression known at compile time, and if it is a
/// literal, a string.
pub(crate) fn constant(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Expr> {
    let value = value(argument, known, errors)?;
    if matches!(ungroup(&value), Expr::Lit(_)) && string(&value).is_none() {
        let Known { key, usage } = known;
        return errors.refuse(&value, format!("`{key}` takes a string: `{usage}`"));
    }
    Some(value)
}

/// The string literal that an expression is.
pub(crate) fn string(value: &Expr) -> Option<LitStr> {
    match ungroup(value) {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Some(LitStr::new(&text.value(), text.span())),
        _ => None,
    }
}

/// The literal with a decimal point that an expression is.
pub(crate) fn float(value: &Expr) -> Option<LitFloat> {
    match ungroup(value) {
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => Some(LitFloat::new(&number.to_string(), number.span())),
        _ => None,
    }
}

/// A fragment that a `macro_rules!` matched comes in an invisible group.
pub(crate) fn ungroup(mut value: &Expr) -> &Expr {
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    value
}
