//! Which parameters of the function give an expression its type.
//!
//! The values that a tag can have are known when the program is compiled, in a `static` beside the function's body, where nothing
//! of the function can be named but its parameters' types, and those only where they are whole by themselves.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashSet;
use syn::{Expr, FnArg, GenericParam, Signature};

/// A parameter as it can be written outside of the function.
pub(crate) struct Parameter {
    pub(crate) pattern: TokenStream,
    pub(crate) ty: TokenStream,
}

/// The parameters that the expression names, or why they do not tell its type: the end of a sentence.
pub(super) fn of_value(value: &Expr, signature: Option<&Signature>) -> Result<Vec<Parameter>, &'static str> {
    let named = idents(value);
    if named.contains("self") || named.contains("Self") {
        return Err("depends on that of `self`, which cannot be named where the set of values is noted");
    }
    let Some(signature) = signature else {
        return Ok(Vec::new());
    };
    let generic: HashSet<String> = signature
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Lifetime(_) => None,
        })
        .collect();
    let is_open =
        |names: &HashSet<String>| names.contains("impl") || names.contains("Self") || !names.is_disjoint(&generic);
    if !named.is_disjoint(&generic) {
        return Err("is generic");
    }
    let mut parameters = Vec::new();
    for input in &signature.inputs {
        let FnArg::Typed(parameter) = input else { continue };
        if named.is_disjoint(&idents(&parameter.pat)) {
            continue;
        }
        if is_open(&idents(&parameter.ty)) {
            return Err("depends on a generic one");
        }
        parameters.push(Parameter {
            pattern: parameter.pat.to_token_stream(),
            ty: without_lifetimes(parameter.ty.to_token_stream()),
        });
    }
    Ok(parameters)
}

/// Every identifier and keyword in these tokens.
fn idents(tokens: impl ToTokens) -> HashSet<String> {
    fn collect(tokens: TokenStream, found: &mut HashSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    found.insert(ident.to_string());
                }
                TokenTree::Group(group) => collect(group.stream(), found),
                _ => {}
            }
        }
    }
    let mut found = HashSet::new();
    collect(tokens.into_token_stream(), &mut found);
    found
}

// Input:  `&'a Arguments<'a>`
// Output: `&'_ Arguments<'_>`: the function's own lifetimes mean nothing outside of it
fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut after_tick = false;
    tokens
        .into_iter()
        .map(|token| {
            let is_lifetime = std::mem::replace(
                &mut after_tick,
                matches!(&token, TokenTree::Punct(p) if p.as_char() == '\''),
            );
            match token {
                TokenTree::Ident(name) if is_lifetime && name != "static" => Ident::new("_", Span::mixed_site()).into(),
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), without_lifetimes(group.stream()));
                    inner.set_span(group.span());
                    inner.into()
                }
                other => other,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str, function: &str) -> Result<Vec<String>, &'static str> {
        let value = syn::parse_str(value).unwrap();
        let signature: Signature = syn::parse_str(function).unwrap();
        let shown = |Parameter { pattern, ty }| format!("{pattern} : {ty}");
        of_value(&value, Some(&signature)).map(|found| found.into_iter().map(shown).collect())
    }

    #[test]
    fn only_what_is_named_counts() {
        let function = "fn f<T>(args: &Args, other: T, Pair { mode, .. }: Pair)";
        assert_eq!(of("args.output", function).unwrap(), ["args : & Args"]);
        assert_eq!(of("mode", function).unwrap(), ["Pair { mode , .. } : Pair"]);
        assert_eq!(
            of("pick(args.output, mode)", function).unwrap(),
            ["args : & Args", "Pair { mode , .. } : Pair"]
        );
        assert_eq!(of("cfg!(feature = \"simd\")", function).unwrap(), [""; 0]);
    }

    #[test]
    fn lifetimes_of_the_function_are_left_to_the_compiler() {
        let function = "fn f<'a>(args: &'a mut Args<'a, u8>, fixed: &'static str)";
        assert_eq!(
            of("args.output", function).unwrap(),
            ["args : & '_ mut Args < '_ , u8 >"]
        );
        assert_eq!(of("fixed", function).unwrap(), ["fixed : & 'static str"]);
    }

    #[test]
    fn a_type_that_is_open_cannot_be_noted() {
        assert!(of("self.output", "fn f(&self)").is_err());
        assert!(of("Self::mode(args)", "fn f(args: u8)").is_err());
        assert!(of("args.output", "fn f<T>(args: Args<T>)").is_err());
        assert!(of("args.output", "fn f(args: impl Show)").is_err());
        assert!(of("args.output", "fn f(&self, args: Self)").is_err());
        assert!(of("T::MODE", "fn f<T>()").is_err());
        assert!(of("N == 1", "fn f<const N: usize>()").is_err());
        assert!(of("args.output", "fn f<T>(args: Args, other: T)").is_ok());
    }
}
