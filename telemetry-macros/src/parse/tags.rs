//! The contents of `tags(…)` and `flags(…)`: `name = value`, `name: Type = value`, or a value
//! alone, separated by commas.

use super::arguments::{ends, separated};
use crate::errors::Errors;
use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::{Expr, Token, Type};

/// One tag or flag.
pub(crate) struct Tag {
    pub(crate) name: Option<Ident>,
    pub(crate) ty: Option<Type>,
    pub(crate) value: Expr,
}

// Input:  `output = args.output, mode: Mode = self.mode, args.verbose`
// Output: one `Tag` each; what cannot be read is an error, and stops nothing
pub(crate) fn parse(content: TokenStream, errors: &mut Errors) -> Vec<Tag> {
    separated(content, errors, tag, |_| false)
}

fn tag(input: ParseStream) -> Result<Tag> {
    let mut name = None;
    let mut ty = None;
    if starts_with_name(input) {
        let ident = input.call(Ident::parse_any)?;
        if input.parse::<Option<Token![:]>>()?.is_some() {
            ty = Some(input.parse()?);
        }
        if input.parse::<Option<Token![=]>>()?.is_none() || ends(input) {
            return Err(syn::Error::new(
                ident.span(),
                format!("`{ident}` needs a value: `{ident} = args.{ident}`"),
            ));
        }
        name = Some(ident);
    }
    let value = input.parse()?;
    Ok(Tag { name, ty, value })
}

fn starts_with_name(input: ParseStream) -> bool {
    let ahead = input.fork();
    let has_name = ahead.call(Ident::parse_any).is_ok();
    let has_type = ahead.peek(Token![:]) && !ahead.peek(Token![::]);
    let has_value = ahead.peek(Token![=]) && !ahead.peek(Token![==]) && !ahead.peek(Token![=>]);
    has_name && (has_type || has_value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    fn read(text: &str) -> (Vec<String>, Vec<(usize, String)>) {
        let mut errors = Errors::default();
        let tags = parse(text.parse().unwrap(), &mut errors);
        let shown = tags.into_iter().map(|tag| {
            let name = tag.name.map(|name| format!("{name} ")).unwrap_or_default();
            let ty = tag.ty.map(|ty| format!(": {} ", ty.into_token_stream()));
            format!("{name}{}= {}", ty.unwrap_or_default(), tag.value.into_token_stream())
        });
        (shown.collect(), errors.into_messages())
    }

    #[test]
    fn all_forms_are_read() {
        let (tags, errors) =
            read("output = args.output, mode: a::Mode<u8> = self.mode, args.verbose, a::b == c, r#type = x,");
        assert_eq!(
            tags,
            [
                "output = args . output",
                "mode : a :: Mode < u8 > = self . mode",
                "= args . verbose",
                "= a :: b == c",
                "r#type = x"
            ]
        );
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn a_mistake_does_not_hide_the_next() {
        let (tags, errors) = read("a =, b = 1 c, d = %, e = f");
        assert_eq!(tags, ["b = 1", "e = f"]);
        let columns: Vec<usize> = errors.iter().map(|(column, _)| *column).collect();
        assert_eq!(columns, [0, 11, 18], "{errors:?}");
        assert_eq!(errors[0].1, "`a` needs a value: `a = args.a`");
        for nameless in ["a: bool", "a: a"] {
            assert_eq!(read(nameless).1, [(0, "`a` needs a value: `a = args.a`".to_owned())]);
        }
    }
}
