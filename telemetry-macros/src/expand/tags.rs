//! The expansion of tags and flags: their sets for the linker, and their values in a run.

use super::place::respanned;
use crate::validate::{Flag, Parameter, Set, Tag, Tags};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, Path};

// Input:  tags(output = args.output, mode: Mode = self.mode), flags(args.verbose) of a function with `args: &Args`
// Output: Key::of("output", |args: &Args| tag(&args.output)), Key::new("mode", <Mode as Tag>::WORDS), Key::flag("verbose")
pub(super) fn keys(facade: &Path, tags: &Tags) -> TokenStream {
    let span = Span::mixed_site();
    let keys = tags.tags.iter().map(|tag| key(facade, tag));
    let flags = tags.flags.iter().map(|Flag { name, .. }| {
        let name = name.value();
        quote_spanned!(span=> #facade::__private::Key::flag(#name))
    });
    quote_spanned!(span=> &[#(#keys,)* #(#flags,)*])
}

fn key(facade: &Path, tag: &Tag) -> TokenStream {
    let span = Span::mixed_site();
    let name = tag.name.value();
    let parameters = match &tag.set {
        Set::OfType(ty) => {
            let words = quote_spanned!(span=> <#ty as #facade::__private::Tag>::WORDS);
            return quote_spanned!(span=> #facade::__private::Key::new(#name, #words));
        }
        Set::OfValue(parameters) => parameters,
    };
    // A pattern may bind more than the expression names.
    let is_name = |it: &Parameter| syn::parse2::<Ident>(it.pattern.clone()).is_ok();
    let allow = (!parameters.iter().all(is_name)).then(|| quote_spanned!(span=> #[allow(unused)]));
    let (patterns, types): (Vec<_>, Vec<_>) = parameters.iter().map(|Parameter { pattern, ty }| (pattern, ty)).unzip();
    let parameter = match (&*patterns, &*types) {
        ([], _) => quote_spanned!(span=> ()),
        ([pattern], [ty]) => quote_spanned!(span=> #allow #pattern: #ty),
        _ => quote_spanned!(span=> #allow (#(#patterns),*): (#(#types),*)),
    };
    let word = word(facade, tag);
    // Both copies have the spans of the author's expression, so the compiler reports a mistake
    // once.
    let span = at(&tag.value);
    let facade = located_at(facade, span);
    quote_spanned!(span=> #facade::__private::Key::of(#name, |#parameter| #word))
}

// Input:  tags(output = args.output, mode: Mode = self.mode), flags(args.verbose)
// Output: [|| tag(&args.output).word(), || <Mode as Tag>::word(&self.mode), || flag(&args.verbose)], each for itself: what one
//         borrows or locks is free again before the next looks
pub(super) fn words(facade: &Path, tags: &Tags) -> Vec<TokenStream> {
    let span = Span::mixed_site();
    let words = tags.tags.iter().map(|tag| match &tag.set {
        Set::OfType(ty) => {
            let borrowed = borrowed(&tag.value);
            quote_spanned!(span=> || <#ty as #facade::__private::Tag>::word(#borrowed))
        }
        Set::OfValue(_) => {
            let word = word(facade, tag);
            quote_spanned!(span=> || #word.word())
        }
    });
    let flags = tags.flags.iter().map(|Flag { value, .. }| {
        let (span, borrowed) = (at(value), borrowed(value));
        let facade = located_at(facade, span);
        quote_spanned!(span=> || #facade::__private::flag(#borrowed))
    });
    words.chain(flags).collect()
}

/// The same for the set of words and for the one of a run, so that a type that is no tag is one
/// mistake and not two.
fn word(facade: &Path, tag: &Tag) -> TokenStream {
    let span = at(&tag.value);
    let facade = located_at(facade, span);
    let borrowed = borrowed(&tag.value);
    quote_spanned!(span=> #facade::__private::tag(#borrowed))
}

// Input:  `args.output` and `a == b`
// Output: `&args.output` and `&(a == b)`: nothing of the user's is moved
fn borrowed(value: &Expr) -> TokenStream {
    let span = at(value);
    match value {
        Expr::Call(_)
        | Expr::Field(_)
        | Expr::Index(_)
        | Expr::Lit(_)
        | Expr::Macro(_)
        | Expr::MethodCall(_)
        | Expr::Paren(_)
        | Expr::Path(_)
        | Expr::Reference(_) => quote_spanned!(span=> &#value),
        _ => quote_spanned!(span=> &(#value)),
    }
}

/// The same path at that place, still a macro's.
fn located_at(path: &Path, place: Span) -> TokenStream {
    respanned(path, |span| span.located_at(place))
}

/// The place of the user's expression: there a wrong type is reported.
fn at(value: &Expr) -> Span {
    Span::mixed_site().located_at(value.span())
}
