//! The arguments of an attribute: `key = value`, `key(…)`, a lone `key`, or a lone value, separated
//! by commas.

use crate::errors::Errors;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser, Result};
use syn::{Expr, Token, parenthesized, token};

/// One argument.
pub(crate) enum Argument {
    /// `key = value`
    Named { key: Ident, value: Expr },
    /// `key` or `key =`
    Bare { key: Ident },
    /// `key(…)`
    List { key: Ident, content: TokenStream },
    /// A value without a key.
    Lone { value: Expr },
}

impl Argument {
    pub(crate) fn key(&self) -> Option<&Ident> {
        match self {
            Self::Named { key, .. } | Self::Bare { key } | Self::List { key, .. } => Some(key),
            Self::Lone { .. } => None,
        }
    }
}

// Input:  `dsn = "…", crate = ::x, "name", sentry, flags(x)`
// Output: [Named dsn, Named crate, Lone "name", Bare sentry, List flags]; what cannot be read is an error, and stops nothing
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Vec<Argument> {
    separated(tokens, errors, argument, starts_with_key)
}

/// Everything between commas, each read on its own. Where a comma is missing, `starts` says whether
/// the next one begins here.
pub(super) fn separated<T>(
    tokens: TokenStream,
    errors: &mut Errors,
    one: fn(ParseStream) -> Result<T>,
    starts: fn(ParseStream) -> bool,
) -> Vec<T> {
    let mut found = Vec::new();
    let all = |input: ParseStream| {
        while !input.is_empty() {
            match one(input) {
                Ok(it) => found.push(it),
                Err(error) => {
                    errors.push(error);
                    skip_to_comma(input)?;
                }
            }
            separator(input, errors, starts)?;
        }
        Ok(())
    };
    if let Err(error) = all.parse2(tokens) {
        errors.push(error);
    }
    found
}

fn argument(input: ParseStream) -> Result<Argument> {
    if !starts_with_key(input) {
        let value = input.parse()?;
        return Ok(Argument::Lone { value });
    }
    let key = input.call(Ident::parse_any)?;
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let content = content.parse()?;
        return Ok(Argument::List { key, content });
    }
    if input.peek(token::Bracket) || input.peek(token::Brace) {
        input.parse::<TokenTree>()?;
        return Err(syn::Error::new(
            key.span(),
            format!("`{key}` is written with parentheses: `{key}(…)`"),
        ));
    }
    if input.parse::<Option<Token![=]>>()?.is_none() || ends(input) {
        return Ok(Argument::Bare { key });
    }
    let value = input.parse()?;
    Ok(Argument::Named { key, value })
}

/// Whether a key comes next, which `crate` is too, and not an expression such as `NAME.x` or
/// `name()`.
fn starts_with_key(input: ParseStream) -> bool {
    let ahead = input.fork();
    if ahead.call(Ident::parse_any).is_err() {
        return false;
    }
    if ends(&ahead) || (ahead.peek(Token![=]) && !ahead.peek(Token![==])) {
        return true;
    }
    // `key(…)`, `key[…]`, `key{…}`
    let is_group = matches!(ahead.parse(), Ok(TokenTree::Group(_)));
    is_group && ends(&ahead)
}

pub(super) fn ends(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,])
}

fn separator(input: ParseStream, errors: &mut Errors, starts: fn(ParseStream) -> bool) -> Result<()> {
    if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    errors.push(input.error("expected `,` between two arguments"));
    // `dsn = "…" app = "…"`: a comma is missing, and the second is read, too.
    if !starts(input) {
        skip_to_comma(input)?;
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(())
}

fn skip_to_comma(input: ParseStream) -> Result<()> {
    while !ends(input) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    fn read(text: &str) -> (Vec<String>, Vec<(usize, String)>) {
        let mut errors = Errors::default();
        let arguments = parse(text.parse().unwrap(), &mut errors);
        let shown = arguments.into_iter().map(|argument| match argument {
            Argument::Named { key, value } => format!("{key}: {}", value.into_token_stream()),
            Argument::Bare { key } => format!("{key}"),
            Argument::List { key, content } => format!("{key} ( {content} )"),
            Argument::Lone { value } => format!("- {}", value.into_token_stream()),
        });
        (shown.collect(), errors.into_messages())
    }

    #[test]
    fn all_forms_are_read() {
        let (arguments, errors) = read(r#"dsn = option_env!("X"), crate = ::x, "name", sentry, a(b), d(e).f, c ="#);
        assert_eq!(
            arguments,
            [
                r#"dsn: option_env ! ("X")"#,
                "crate: :: x",
                r#"- "name""#,
                "sentry",
                "a ( b )",
                "- d (e) . f",
                "c"
            ]
        );
        assert!(errors.is_empty());
    }

    #[test]
    fn values_may_hold_commas_of_their_own() {
        let (arguments, errors) = read("config = find::<A, B>(1, 2), app = \"x\",");
        assert_eq!(arguments, ["config: find :: < A , B > (1 , 2)", "app: \"x\""]);
        assert!(errors.is_empty());
    }

    #[test]
    fn a_mistake_does_not_hide_the_next() {
        let (arguments, errors) = read(r#"dsn = ), a = ;, app = "x" dist = "y", = "z""#.replace(')', "%").as_str());
        assert_eq!(arguments, ["app: \"x\"", "dist: \"y\""]);
        let columns: Vec<usize> = errors.iter().map(|(column, _)| *column).collect();
        assert_eq!(columns, [6, 13, 26, 38], "{errors:?}");
        assert_eq!(errors[2].1, "expected `,` between two arguments");
    }
}
