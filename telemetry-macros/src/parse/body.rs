//! A function's body as tokens, split where a statement can be inserted.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser, Result};
use syn::{Attribute, Item, braced, token};

/// A body in three parts.
pub(crate) struct Body {
    pub(crate) brace: token::Brace,
    /// What must stay first: inner attributes, which the language wants there, and the items that
    /// follow them, because clippy's `items_after_statements` would blame the user for our
    /// statement.
    head: TokenStream,
    rest: TokenStream,
}

impl Body {
    /// The body with this as the first thing that it does.
    ///
    /// One that is nothing but an `async` block, or `Box::pin` of one, as `#[async_trait]` makes it
    /// of an `async fn`, does nothing before its future is polled: there the statement goes into
    /// the block. Not one that `looks` at parameters, if the user wrote the block: it would hold
    /// what it did not before.
    pub(super) fn beginning_with(&self, statement: &TokenStream, looks: bool) -> Self {
        let rest = into_async_block(&self.rest, statement, looks)
            .unwrap_or_else(|| [statement.clone(), self.rest.clone()].into_iter().collect());
        Self {
            brace: token::Brace { span: self.brace.span },
            head: self.head.clone(),
            rest,
        }
    }
}

impl ToTokens for Body {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.brace.surround(tokens, |tokens| {
            self.head.to_tokens(tokens);
            self.rest.to_tokens(tokens);
        });
    }
}

// Input:  `{ #![allow(…)] use a::b; work(); … }`
// Output: head `#![allow(…)] use a::b;`, rest `work(); …`
pub(super) fn parse(input: ParseStream) -> Result<Body> {
    let content;
    let brace = braced!(content in input);
    let (head, rest) = cut(&content)?;
    Ok(Body { brace, head, rest })
}

fn cut(content: ParseStream) -> Result<(TokenStream, TokenStream)> {
    let all: TokenStream = content.fork().parse()?;
    content.call(Attribute::parse_inner)?;
    skip_items(content);
    let rest: TokenStream = content.parse()?;
    let length = |tokens: &TokenStream| tokens.clone().into_iter().count();
    let of_head = length(&all) - length(&rest);
    Ok((all.into_iter().take(of_head).collect(), rest))
}

/// Skips items that run nothing: the call of a macro is read as an item too, but is a statement
/// here.
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

// Input:  `Box::pin(async move { a().await })`
// Output: `Box::pin(async move { statement a().await })`; `None` for everything but such a block, boxed or not
fn into_async_block(rest: &TokenStream, statement: &TokenStream, looks: bool) -> Option<TokenStream> {
    let mut tokens: Vec<TokenTree> = rest.clone().into_iter().collect();
    let Some(TokenTree::Group(last)) = tokens.pop() else {
        return None;
    };
    let before: String = tokens.iter().map(ToString::to_string).collect();
    let inner = match (last.delimiter(), before.as_str()) {
        (Delimiter::Brace, "async" | "asyncmove") => {
            let keyword = tokens.first()?.span();
            if looks && !is_written_by_a_macro(keyword, "async") {
                return None;
            }
            let (head, rest) = cut.parse2(last.stream()).ok()?;
            [head, statement.clone(), rest].into_iter().collect()
        }
        (Delimiter::Parenthesis, "Box::pin" | "::std::boxed::Box::pin" | "std::boxed::Box::pin") => {
            into_async_block(&last.stream(), statement, looks)?
        }
        _ => return None,
    };
    let mut group = Group::new(last.delimiter(), inner);
    group.set_span(last.span());
    tokens.push(group.into());
    Some(tokens.into_iter().collect())
}

/// Returns true if another macro made this keyword: its tokens have the attribute's or the item's
/// place.
pub(crate) fn is_written_by_a_macro(keyword: Span, word: &str) -> bool {
    proc_macro::is_available() && keyword.unwrap().source_text().is_some_and(|text| text != word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        parse.parse_str(text).unwrap()
    }

    fn head_and_rest(text: &str) -> (String, String) {
        let body = body(text);
        (body.head.to_string(), body.rest.to_string())
    }

    #[test]
    fn inner_attributes_and_leading_items_stay_first() {
        let (head, rest) = head_and_rest("{ #![allow(x)] use a::b; const C: u8 = 1; fn g() {} b(); use c::d; }");
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
            let (head, rest) = head_and_rest(&format!("{{ {body} }}"));
            assert_eq!(head, "", "{body}");
            assert_eq!(rest, body);
        }
    }

    #[test]
    fn a_macro_defined_at_the_top_stays_there() {
        let (head, rest) = head_and_rest("{ macro_rules! m { () => {} } m!(); }");
        assert_eq!(head, "macro_rules ! m { () => { } }");
        assert_eq!(rest, "m ! () ;");
    }

    #[test]
    fn a_body_with_syntax_of_its_own_is_kept() {
        let (_, rest) = head_and_rest("{ let = ] }".replace(']', "= %").as_str());
        assert_eq!(rest, "let = = %");
    }

    #[test]
    fn an_async_block_begins_with_the_statement_when_it_is_polled() {
        let begun = |text: &str| {
            let statement = "first ;".parse().unwrap();
            body(text)
                .beginning_with(&statement, false)
                .to_token_stream()
                .to_string()
        };
        for (body, expected) in [
            ("{ async { a } }", "{ async { first ; a } }"),
            ("{ async move { a } }", "{ async move { first ; a } }"),
            (
                "{ Box::pin(async move { #![allow(x)] a }) }",
                "{ Box :: pin (async move { #! [allow (x)] first ; a }) }",
            ),
            (
                "{ use a::b; Box::pin(async { b }) }",
                "{ use a :: b ; Box :: pin (async { first ; b }) }",
            ),
            // Something happens before.
            ("{ a(); async { b } }", "{ first ; a () ; async { b } }"),
            ("{ a(async { b }) }", "{ first ; a (async { b }) }"),
            ("{ Box::pin(a()) }", "{ first ; Box :: pin (a ()) }"),
            ("{ async { a }.await }", "{ first ; async { a } . await }"),
            ("{}", "{ first ; }"),
        ] {
            assert_eq!(begun(body), expected);
        }
        let looking = body("{ async move { a } }").beginning_with(&"first ;".parse().unwrap(), true);
        assert_eq!(looking.to_token_stream().to_string(), "{ first ; async move { a } }");
    }
}
