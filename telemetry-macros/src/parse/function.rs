//! The annotated function: attributes, visibility and signature are read, the body stays the tokens
//! it is.

use super::attribute::Attribute as Macro;
use super::body::{self, Body};
use crate::errors::Errors;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser, Result};
use syn::{Attribute, Expr, Signature, Token, Visibility};

/// A function in parts.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `default fn` of an unstable specialisation; kept as it is.
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    /// `None` for a trait method that ends in `;`.
    pub(crate) body: Option<Body>,
}

impl Function {
    /// The function with this as the first thing that its body does. `looks` if it looks at
    /// parameters.
    pub(crate) fn beginning_with(&self, statement: &TokenStream, looks: bool) -> TokenStream {
        let body = self.body.as_ref().map(|body| body.beginning_with(statement, looks));
        self.with_body(body.as_ref())
    }

    /// Whether `#[snafu::report]` above has already wrapped the error. Only its expansion names
    /// this trait.
    pub(crate) fn hides_its_error(&self) -> bool {
        self.signature
            .output
            .to_token_stream()
            .to_string()
            .contains("__InternalExtractErrorType")
    }

    /// The opening brace, or the name where there is none.
    pub(crate) fn begins_at(&self) -> Span {
        match &self.body {
            Some(body) => body.brace.span.open(),
            None => self.signature.ident.span(),
        }
    }

    fn with_body(&self, body: Option<&Body>) -> TokenStream {
        let Self {
            attributes,
            visibility,
            defaultness,
            signature,
            ..
        } = self;
        let end = body.is_none().then(<Token![;]>::default);
        quote!(#(#attributes)* #visibility #defaultness #signature #body #end)
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.with_body(self.body.as_ref()));
    }
}

// Input:  `/// Docs. pub async fn evaluate(x: u8) { #![allow(…)] use a::b; … }`
// Output: its parts; on anything but a function `None`, and the fix among the errors
pub(crate) fn parse(item: TokenStream, attribute: Macro, errors: &mut Errors) -> Option<Function> {
    match function.parse2(item.clone()) {
        Ok(function) => Some(function),
        Err(error) => {
            match kind(item) {
                Some((tokens, kind)) => errors.at(tokens, misplaced(&kind, attribute)),
                None => errors.push(error),
            }
            None
        }
    }
}

fn function(input: ParseStream) -> Result<Function> {
    Ok(Function {
        attributes: input.call(Attribute::parse_outer)?,
        visibility: input.parse()?,
        defaultness: input.parse()?,
        signature: input.parse()?,
        body: if input.parse::<Option<Token![;]>>()?.is_some() {
            None
        } else {
            Some(body::parse(input)?)
        },
    })
}

/// The item in place of a function: the tokens to point at, and its kind.
fn kind(item: TokenStream) -> Option<(TokenStream, String)> {
    if let Some(keyword) = keyword(item.clone()) {
        let article = if keyword.to_string().starts_with(['e', 'i']) {
            "an"
        } else {
            "a"
        };
        let name = format!("{article} `{keyword}`");
        return Some((keyword.into_token_stream(), name));
    }
    let expression = |input: ParseStream| {
        let expression = input.parse()?;
        input.parse::<Option<Token![;]>>()?;
        Ok(expression)
    };
    let name = match expression.parse2(item.clone()).ok()? {
        Expr::Closure(_) => "a closure",
        Expr::Macro(_) => "a macro's call",
        Expr::Block(_) => "a block",
        _ => "an expression",
    };
    Some((item, name.to_owned()))
}

/// The keyword of an item that is not a function.
fn keyword(item: TokenStream) -> Option<Ident> {
    const KINDS: [&str; 12] = [
        "struct", "enum", "union", "trait", "impl", "mod", "type", "static", "const", "use", "let", "extern",
    ];
    let first_word = |input: ParseStream| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<Option<Token![unsafe]>>()?;
        let word = input.call(Ident::parse_any)?;
        let is_function = input.peek(Token![fn]);
        input.parse::<TokenStream>()?;
        Ok((word, is_function))
    };
    let (word, is_function) = first_word.parse2(item).ok()?;
    let is_kind = KINDS.iter().any(|kind| word == kind);
    (is_kind && !is_function).then_some(word)
}

fn misplaced(kind: &str, attribute: Macro) -> String {
    match (attribute, kind) {
        (Macro::Main, kind) => format!("`#[telemetry::main]` belongs on `fn main`, and this is {kind}"),
        (Macro::Command, "an `impl`" | "a `trait`") => format!(
            "`#[telemetry::command]` belongs on a function: \
             put it on each method of this {} that is a command",
            kind.trim_start_matches("an ").trim_start_matches("a ")
        ),
        (Macro::Command, "a `mod`") => "`#[telemetry::command]` belongs on a function: \
             put it on each function of this `mod` that is a command"
            .to_owned(),
        (Macro::Command, kind) => format!(
            "`#[telemetry::command]` belongs on a function, and this is {kind}: \
             put it on the function that does what the command is for"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, attribute: Macro) -> (usize, String) {
        let mut errors = Errors::default();
        assert!(parse(text.parse().unwrap(), attribute, &mut errors).is_none());
        let mut messages = errors.into_messages();
        assert_eq!(messages.len(), 1);
        messages.remove(0)
    }

    #[test]
    fn other_items_are_refused_with_the_fix() {
        let (column, message) = refused("#[derive(Debug)] pub struct S;", Macro::Command);
        assert_eq!(column, 21);
        assert!(message.contains("this is a `struct`"), "{message}");
        assert!(
            refused("impl S { fn f() {} }", Macro::Command)
                .1
                .contains("each method of this `impl`")
        );
        assert!(
            refused("unsafe trait T {}", Macro::Command)
                .1
                .contains("each method of this `trait`")
        );
        assert!(
            refused("mod m {}", Macro::Command)
                .1
                .contains("each function of this `mod`")
        );
        assert!(
            refused("const MAIN: u8 = 1;", Macro::Main)
                .1
                .contains("belongs on `fn main`")
        );
        for (text, kind) in [
            ("let x = 1;", "a `let`"),
            ("|x| x + 1", "a closure"),
            ("{ work(); }", "a block"),
            ("println!(\"x\");", "a macro's call"),
            ("work() + 1", "an expression"),
        ] {
            let message = refused(text, Macro::Command).1;
            assert!(message.contains(&format!("this is {kind}:")), "{message}");
        }
    }
}
