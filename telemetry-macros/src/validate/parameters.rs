//! Which parameters of the function give an expression its type.
//!
//! The values that a tag can have are known when the program is compiled, in a `static` beside the
//! function's body, where nothing of the function can be named but its parameters' types, and those
//! only where they are whole by themselves.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{Expr, FnArg, GenericParam, Signature};

/// A parameter as it can be written outside of the function.
pub(crate) struct Parameter {
    pub(crate) pattern: TokenStream,
    pub(crate) ty: TokenStream,
}

/// The parameters that the expression names, or why they do not tell its type: the end of a
/// sentence.
pub(super) fn of_value(value: &Expr, signature: Option<&Signature>) -> Result<Vec<Parameter>, &'static str> {
    let named = Names::of(value);
    if named.all().any(|name| name == "self") {
        return Err("depends on that of `self`, which cannot be named where the set of values is noted");
    }
    if named.all().any(|name| name == "Self") {
        return Err("depends on `Self`, which cannot be named where the set of values is noted");
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
    if named.all().any(|name| generic.contains(name)) {
        return Err("is generic");
    }
    let mut parameters = Vec::new();
    for input in &signature.inputs {
        let FnArg::Typed(parameter) = input else { continue };
        if Names::of(&parameter.pat).values.is_disjoint(&named.values) {
            continue;
        }
        let binds = Names::of(&parameter.ty).values.contains("for");
        let is_open = |name: &String| name == "impl" || name == "Self" || generic.contains(name);
        if Names::of(&parameter.ty).all().any(is_open) {
            return Err("depends on a generic one");
        }
        if parameter.attrs.iter().any(|it| it.path().is_ident("cfg")) {
            return Err("depends on what is compiled");
        }
        parameters.push(Parameter {
            pattern: parameter.pat.to_token_stream(),
            ty: without_lifetimes(parameter.ty.to_token_stream(), &|name| {
                // Where a type binds lifetimes itself, only those of the function's are told from
                // them.
                let is_own = || signature.generics.lifetimes().any(|own| own.lifetime.ident == *name);
                !binds || is_own()
            }),
        });
    }
    Ok(parameters)
}

/// The names in some tokens, raw or not.
#[derive(Default)]
struct Names {
    /// Those that may be a variable: neither a field or method, nor within a path.
    values: HashSet<String>,
    /// Those with which a path begins.
    beginnings: HashSet<String>,
}

impl Names {
    fn of(tokens: impl ToTokens) -> Self {
        let mut names = Self::default();
        names.collect(tokens.into_token_stream());
        names
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.values.iter().chain(&self.beginnings)
    }

    fn collect(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: Option<usize>, c: char| {
            let token = at.and_then(|at| tokens.get(at));
            matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == c)
        };
        for (at, token) in tokens.iter().enumerate() {
            let before = |back: usize| at.checked_sub(back);
            match token {
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Ident(name) => {
                    let is_member = is(before(1), '.') && !is(before(2), '.');
                    let is_inner = is(before(1), ':') && is(before(2), ':');
                    if is_member || is_inner {
                        continue;
                    }
                    let begins_path = is(Some(at + 1), ':') && is(Some(at + 2), ':');
                    let names = if begins_path {
                        &mut self.beginnings
                    } else {
                        &mut self.values
                    };
                    names.insert(name.unraw().to_string());
                }
                _ => {}
            }
        }
    }
}

// Input:  `&'a Arguments<'a>`
// Output: `&'_ Arguments<'_>`: the function's own lifetimes mean nothing outside of it, those of a `for<'a>` stay
fn without_lifetimes(tokens: TokenStream, is_own: &dyn Fn(&Ident) -> bool) -> TokenStream {
    let mut after_tick = false;
    tokens
        .into_iter()
        .map(|token| {
            let is_tick = matches!(&token, TokenTree::Punct(found) if found.as_char() == '\'');
            let is_lifetime = std::mem::replace(&mut after_tick, is_tick);
            match token {
                TokenTree::Ident(name) if is_lifetime && name != "static" && is_own(&name) => {
                    Ident::new("_", Span::mixed_site()).into()
                }
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), without_lifetimes(group.stream(), is_own));
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
    fn a_field_or_a_path_is_no_parameter() {
        let function = "fn f(a: &A, output: &mut impl Write, n: u8, r#type: u8)";
        for value in [
            "a.output",
            "a.output()",
            "output::mode() == a.mode",
            "a::b::output == a.x",
            "a.items.n",
        ] {
            assert_eq!(of(value, function).unwrap(), ["a : & A"], "{value}");
        }
        assert_eq!(of("(0..n).len() == 1", function).unwrap(), ["n : u8"]);
        assert_eq!(of("r#type == 1", function).unwrap(), ["r#type : u8"]);
    }

    #[test]
    fn lifetimes_that_a_type_binds_itself_stay() {
        let function = "fn f<'b>(g: for<'a> fn(&'a str) -> &'b bool)";
        assert_eq!(
            of("g(\"x\")", function).unwrap(),
            ["g : for < 'a > fn (& 'a str) -> & '_ bool"]
        );
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
        assert!(of("x", "fn f(#[cfg(unix)] x: bool, #[cfg(not(unix))] x: u8)").is_err());
        assert!(of("args.output", "fn f<T>(args: Args, other: T)").is_ok());
    }
}
