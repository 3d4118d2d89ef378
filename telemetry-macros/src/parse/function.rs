//! The annotated function: attributes, visibility and signature are read, the body stays the tokens it is.

use super::Attribute as Macro;
use crate::errors::Errors;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser, Result};
use syn::{Attribute, Item, Signature, Token, Visibility, braced, token};

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

/// A function's body, cut where a statement can be put in front.
pub(crate) struct Body {
    pub(crate) brace: token::Brace,
    /// What must stay first: inner attributes, which the language wants there, and the items that follow them, because
    /// clippy's `items_after_statements` would blame the user for our statement.
    pub(crate) head: TokenStream,
    pub(crate) rest: TokenStream,
}

// Input:  `/// Docs. pub async fn evaluate(x: u8) { #![allow(…)] use a::b; … }`
// Output: its parts; on anything but a function `None`, and the fix among the errors
pub(crate) fn parse(item: TokenStream, attribute: Macro, errors: &mut Errors) -> Option<Function> {
    match function.parse2(item.clone()) {
        Ok(function) => Some(function),
        Err(error) => {
            match kind(item) {
                Some(kind) => errors.at(&kind, misplaced(&kind, attribute)),
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
            Some(body(input)?)
        },
    })
}

fn body(input: ParseStream) -> Result<Body> {
    let content;
    let brace = braced!(content in input);
    let begin = content.cursor();
    content.call(Attribute::parse_inner)?;
    skip_items(&content);
    let head = between(begin, content.cursor());
    let rest = content.parse()?;
    Ok(Body { brace, head, rest })
}

/// Skips items that run nothing: the call of a macro is read as an item too, but is a statement here.
fn skip_items(input: ParseStream) {
    loop {
        let ahead = input.fork();
        match ahead.parse::<Item>() {
            Ok(Item::Macro(item)) if item.ident.is_none() => return,
            Ok(Item::Verbatim(_)) | Err(_) => return,
            Ok(_) => input.advance_to(&ahead),
        }
    }
}

/// The tokens between two places of one stream.
fn between(mut begin: Cursor, end: Cursor) -> TokenStream {
    let mut tokens = TokenStream::new();
    while begin != end {
        let Some((token, next)) = begin.token_tree() else { break };
        tokens.extend([token]);
        begin = next;
    }
    tokens
}

/// The keyword that says what kind of item this is, if it is one that is no function.
fn kind(item: TokenStream) -> Option<Ident> {
    const KINDS: [&str; 13] = [
        "struct",
        "enum",
        "union",
        "trait",
        "impl",
        "mod",
        "type",
        "static",
        "const",
        "use",
        "let",
        "extern",
        "macro_rules",
    ];
    let after_attributes = |input: ParseStream| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        input.parse::<TokenStream>()
    };
    let words: Vec<Ident> = after_attributes
        .parse2(item)
        .ok()?
        .into_iter()
        .map_while(|token| match token {
            TokenTree::Ident(word) => Some(word),
            _ => None,
        })
        .collect();
    if words.iter().any(|word| word == "fn") {
        return None;
    }
    words.into_iter().find(|word| KINDS.iter().any(|kind| word == kind))
}

fn misplaced(kind: &Ident, attribute: Macro) -> String {
    match (attribute, kind.to_string().as_str()) {
        (Macro::Main, kind) => format!("`#[telemetry::main]` belongs on `fn main`, and this is a `{kind}`"),
        (Macro::Command, kind @ ("impl" | "trait")) => format!(
            "`#[telemetry::command]` belongs on a function: \
             put it on each method of this `{kind}` that is a command"
        ),
        (Macro::Command, "mod") => "`#[telemetry::command]` belongs on a function: \
             put it on each function of this `mod` that is a command"
            .to_owned(),
        (Macro::Command, kind) => format!(
            "`#[telemetry::command]` belongs on a function, and this is a `{kind}`: \
             put it on the function that does what the command is for"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head_and_rest(text: &str) -> (String, String) {
        let mut errors = Errors::default();
        let function = parse(text.parse().unwrap(), Macro::Command, &mut errors).unwrap();
        assert!(errors.is_empty());
        let body = function.body.unwrap();
        (body.head.to_string(), body.rest.to_string())
    }

    fn refused(text: &str, attribute: Macro) -> (usize, String) {
        let mut errors = Errors::default();
        assert!(parse(text.parse().unwrap(), attribute, &mut errors).is_none());
        let mut messages = errors.into_messages();
        assert_eq!(messages.len(), 1);
        messages.remove(0)
    }

    #[test]
    fn inner_attributes_and_leading_items_stay_first() {
        let (head, rest) = head_and_rest("fn f() { #![allow(x)] use a::b; const C: u8 = 1; fn g() {} b(); use c::d; }");
        assert_eq!(head, "#! [allow (x)] use a :: b ; const C : u8 = 1 ; fn g () { }");
        assert_eq!(rest, "b () ; use c :: d ;");
    }

    #[test]
    fn what_runs_is_no_item() {
        for body in [
            "println ! (\"x\") ;",
            "unsafe { x () }",
            "const { x () }",
            "async move { }",
            "let x = 1 ;",
            "# [allow (x)] let x = 1 ;",
        ] {
            let (head, rest) = head_and_rest(&format!("fn f() {{ {body} }}"));
            assert_eq!(head, "", "{body}");
            assert_eq!(rest, body);
        }
    }

    #[test]
    fn a_macro_defined_at_the_top_stays_there() {
        let (head, rest) = head_and_rest("fn f() { macro_rules! m { () => {} } m!(); }");
        assert_eq!(head, "macro_rules ! m { () => { } }");
        assert_eq!(rest, "m ! () ;");
    }

    #[test]
    fn a_body_with_syntax_of_its_own_is_kept() {
        let (_, rest) = head_and_rest("fn f() { let = ] }".replace(']', "= %").as_str());
        assert_eq!(rest, "let = = %");
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
    }
}
