//! The rules of `#[derive(telemetry::Tag)]`: a closed set of words that are known when the program
//! is compiled.

use super::argument::Given;
use super::name::kebab_case;
use super::rejected::Rejected;
use super::{facade, name};
use crate::errors::Errors;
use crate::parse::{self, Argument};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Attribute, Data, DataEnum, DeriveInput, Fields, Generics, Meta, Path, Variant};

/// The most variants: a person cannot choose from a longer list.
const MOST: usize = 32;
const LONGEST: usize = 64;

/// An enum that can be a tag.
pub(crate) struct TagEnum {
    pub(crate) facade: Path,
    pub(crate) ident: Ident,
    /// Each variant and the word that is sent for it.
    pub(crate) words: Vec<(Ident, String)>,
}

// Input:  `enum Output { Text, PrettyJson }`
// Output: [Text: "text", PrettyJson: "pretty-json"], or every mistake
pub(crate) fn tag_enum(item: syn::Result<DeriveInput>) -> Result<TagEnum, Rejected> {
    let mut errors = Errors::default();
    let DeriveInput {
        attrs,
        ident,
        generics,
        data,
        ..
    } = match item {
        Ok(item) => item,
        Err(error) => {
            errors.push(error);
            let fallback = TokenStream::new();
            return Err(Rejected { errors, fallback });
        }
    };
    let facade = facade_of(&attrs, &mut errors);
    let words = match data {
        Data::Enum(data) => words(&ident, &generics, &data, &mut errors),
        Data::Struct(data) => {
            errors.at(data.struct_token, other("struct"));
            Vec::new()
        }
        Data::Union(data) => {
            errors.at(data.union_token, other("union"));
            Vec::new()
        }
    };
    if errors.is_empty() {
        return Ok(TagEnum { facade, ident, words });
    }
    let fallback = pretended(&facade, &ident, &generics);
    Err(Rejected { errors, fallback })
}

/// An empty implementation of `Tag`, so that the compiler does not report each use as well.
fn pretended(facade: &Path, ident: &Ident, generics: &Generics) -> TokenStream {
    let (parameters, arguments, clause) = generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        impl #parameters #facade::__private::Tag for #ident #arguments #clause {
            type Set = Self;
            const WORDS: &'static [&'static ::core::primitive::str] = &[];
            fn word(&self) -> &'static ::core::primitive::str {
                ""
            }
        }
    }
}

fn other(kind: &str) -> String {
    format!("`Tag` is derived for an enum without fields, whose values are a closed set: a `{kind}` can hold anything")
}

fn words(ident: &Ident, generics: &Generics, data: &DataEnum, errors: &mut Errors) -> Vec<(Ident, String)> {
    if !generics.params.is_empty() {
        errors.at(&generics.params, "a tag cannot be generic: its values are a closed set");
    }
    let count = data.variants.len();
    if count == 0 {
        errors.at(ident, "a tag has at least one value: this enum has no variants");
    }
    if count > MOST {
        errors.at(
            ident,
            format!("a tag has at most {MOST} values, and this enum has {count} variants"),
        );
    }
    let mut words: Vec<(Ident, String)> = Vec::new();
    for variant in &data.variants {
        if let Some(attribute) = variant.attrs.iter().find(|it| it.path().is_ident("telemetry")) {
            errors.at(
                attribute,
                "`#[telemetry(…)]` stands on the enum, and takes `crate = ::path`",
            );
        }
        match word(variant, &words) {
            Ok(word) => words.push((variant.ident.clone(), word)),
            Err(mistake) => errors.at(variant, mistake),
        }
    }
    words
}

fn word(variant: &Variant, before: &[(Ident, String)]) -> Result<String, String> {
    let ident = &variant.ident;
    if !matches!(variant.fields, Fields::Unit) {
        return Err(format!(
            "`{ident}` has fields: only a variant without any is a word that was fixed when the program was compiled"
        ));
    }
    let word = kebab_case(&syn::ext::IdentExt::unraw(ident).to_string());
    let plain = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-');
    if word.is_empty() || !word.chars().all(plain) {
        return Err(format!(
            "`{ident}` does not make a value of a tag, which consists of `a-z 0-9 -`"
        ));
    }
    if let Some((twin, _)) = before.iter().find(|(_, known)| *known == word) {
        return Err(format!("`{ident}` and `{twin}` both make `{word}`"));
    }
    match name::too_long(&word, LONGEST) {
        Some(mistake) => Err(mistake),
        None => Ok(word),
    }
}

// Input:  #[telemetry(crate = ::other)]
// Output: `::other`
fn facade_of(attributes: &[Attribute], errors: &mut Errors) -> Path {
    const USAGE: &str = "`#[telemetry(…)]` takes `crate = ::path`";
    let mut facade = facade::standard();
    let mut given = Given::default();
    for attribute in attributes.iter().filter(|it| it.path().is_ident("telemetry")) {
        let Meta::List(list) = &attribute.meta else {
            errors.at(&attribute.meta, USAGE);
            continue;
        };
        for argument in parse::arguments(list.tokens.clone(), errors) {
            if let Argument::Lone { value } = &argument {
                errors.at(value, USAGE);
            }
            if given.check(&argument, &[facade::CRATE], errors).is_some() {
                facade = facade::path(argument, errors).unwrap_or(facade);
            }
        }
    }
    facade
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Vec<String>, Vec<(usize, String)>> {
        match tag_enum(syn::parse_str(text)) {
            Ok(found) => Ok(found.words.into_iter().map(|(_, word)| word).collect()),
            Err(refused) => Err(refused.into_messages()),
        }
    }

    #[track_caller]
    fn assert_said(text: &str, column: usize, expected: &str) {
        let found = of(text).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, column, "{found:?}");
        assert!(found[0].1.contains(expected), "{found:?}");
    }

    #[test]
    fn variants_become_words() {
        let words = of("pub enum Output { Text, PrettyJson = 4, r#Self2, #[default] X86 }").unwrap();
        assert_eq!(words, ["text", "pretty-json", "self2", "x86"]);
        let most: Vec<String> = (0..32).map(|number| format!("V{number}")).collect();
        assert_eq!(of(&format!("enum E {{ {} }}", most.join(","))).unwrap().len(), 32);
    }

    #[test]
    fn only_a_closed_set_is_a_tag() {
        assert_said("struct S;", 0, "a `struct` can hold anything");
        assert_said("union U { a: u8 }", 0, "a `union` can hold anything");
        assert_said("enum E {}", 5, "has no variants");
        assert_said("enum E<T> { A }", 7, "cannot be generic");
        assert_said("enum E { A, B(String) }", 12, "`B` has fields");
        assert_said("enum E { A { x: u8 } }", 9, "`A` has fields");
        assert_said("enum E { Aa, aa }", 13, "`aa` and `Aa` both make `aa`");
        assert_said("enum E { Prüfe }", 9, "does not make a value");
        assert_said(&format!("enum E {{ {} }}", "X".repeat(65)), 9, "has 65 characters");
        let many: Vec<String> = (0..33).map(|number| format!("V{number}")).collect();
        assert_said(&format!("enum E {{ {} }}", many.join(",")), 5, "has 33 variants");
    }

    #[test]
    fn its_attribute_takes_the_facade() {
        assert!(of("#[telemetry(crate = ::other)] enum E { A }").is_ok());
        assert_said("#[telemetry(crat = ::other)] enum E { A }", 12, "did you mean `crate`?");
        assert_said("#[telemetry(crate = other)] enum E { A }", 20, "absolute path");
        assert_said("#[telemetry] enum E { A }", 2, "takes `crate = ::path`");
        assert_said("enum E { #[telemetry(rename = \"x\")] A }", 9, "stands on the enum");
    }
}
