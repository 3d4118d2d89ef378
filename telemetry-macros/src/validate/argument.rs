//! Rules that hold for every argument: known, given once, with a value of the right kind.

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
    /// The argument's row in the table, or an error if it has none or was given before.
    pub(crate) fn check(
        &mut self,
        key: &Ident,
        table: &'static [Known],
        errors: &mut Errors,
    ) -> Option<&'static Known> {
        let Some(known) = table.iter().find(|known| key == known.key) else {
            errors.at(key, unknown(key, table));
            return None;
        };
        if self.0.contains(key) {
            errors.at(key, format!("`{key}` is given twice: keep one of them"));
            return None;
        }
        self.0.push(key.clone());
        Some(known)
    }
}

pub(crate) fn unknown(key: &Ident, table: &[Known]) -> String {
    let keys: Vec<&str> = table.iter().map(|known| known.key).collect();
    match closest(&key.to_string(), keys.iter().copied()) {
        Some(meant) => format!("unknown argument `{key}`: did you mean `{meant}`?"),
        None => format!("unknown argument `{key}`: there is `{}`", keys.join("`, `")),
    }
}

/// The value of an argument that must have one.
pub(crate) fn value(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Expr> {
    match argument {
        Argument::Named { value, .. } | Argument::Lone { value } => Some(value),
        Argument::Bare { key } => {
            errors.at(&key, format!("`{key}` needs a value: `{}`", known.usage));
            None
        }
        Argument::List { key, .. } => {
            errors.at(&key, format!("`{key}` is written with `=`: `{}`", known.usage));
            None
        }
    }
}

/// The key of an argument that has no value: it is there or not.
pub(crate) fn bare(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Ident> {
    match argument {
        Argument::Bare { key } => Some(key),
        Argument::Named { key, .. } | Argument::List { key, .. } => {
            errors.at(
                &key,
                format!("`{key}` stands alone: write `{}`, or leave it out", known.usage),
            );
            None
        }
        Argument::Lone { .. } => None,
    }
}

/// What stands between the parentheses of an argument that has them.
pub(crate) fn list(argument: Argument, known: &Known, errors: &mut Errors) -> Option<TokenStream> {
    match argument {
        Argument::List { key, content } if content.is_empty() => {
            errors.at(
                &key,
                format!("`{key}` is empty: leave it out, or say `{}`", known.usage),
            );
            None
        }
        Argument::List { content, .. } => Some(content),
        Argument::Named { key, .. } | Argument::Bare { key } => {
            errors.at(&key, format!("`{key}` is written with parentheses: `{}`", known.usage));
            None
        }
        Argument::Lone { .. } => None,
    }
}

/// The value of an argument that must be a string literal.
pub(crate) fn literal(argument: Argument, known: &Known, errors: &mut Errors) -> Option<LitStr> {
    let value = value(argument, known, errors)?;
    let text = string(&value);
    if text.is_none() {
        let key = known.key;
        errors.at(&value, format!("`{key}` takes a string literal: `{}`", known.usage));
    }
    text
}

/// The value of an argument that may be any expression known at compile time, and if it is a literal, a string.
pub(crate) fn constant(argument: Argument, known: &Known, errors: &mut Errors) -> Option<Expr> {
    let value = value(argument, known, errors)?;
    if is_literal(&value) && string(&value).is_none() {
        let key = known.key;
        errors.at(&value, format!("`{key}` takes a string: `{}`", known.usage));
        return None;
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

fn is_literal(value: &Expr) -> bool {
    matches!(ungroup(value), Expr::Lit(_))
}

/// A fragment that a `macro_rules!` matched comes in an invisible group.
pub(crate) fn ungroup(mut value: &Expr) -> &Expr {
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    value
}
