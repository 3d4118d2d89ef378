//! Replaces each use of the macros in a file by its expansion.

use crate::modules::{CompiledIn, Module};
use crate::sources::Sources;
use crate::{expand, parse, validate};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parse;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ImplItem, Item, Macro, Meta, Path, Stmt, TraitItem};

/// Names that the shapes have for the facade.
const FACADES: [&str; 2] = ["telemetry", "other"];

pub(super) struct Expander;

impl VisitMut for Expander {
    fn visit_item_mut(&mut self, item: &mut Item) {
        match item {
            Item::Enum(of_tag) => *item = parsed(tag(of_tag.to_token_stream())),
            Item::Fn(function) => {
                if let Some(ours) = take_ours(&mut function.attrs) {
                    *item = parsed(ours.expand(&function));
                }
            }
            _ => {}
        }
        visit_mut::visit_item_mut(self, item);
    }

    fn visit_impl_item_mut(&mut self, item: &mut ImplItem) {
        if let ImplItem::Fn(method) = item
            && let Some(ours) = take_ours(&mut method.attrs)
        {
            *item = parsed(ours.expand(&method));
        }
        visit_mut::visit_impl_item_mut(self, item);
    }

    fn visit_trait_item_mut(&mut self, item: &mut TraitItem) {
        if let TraitItem::Fn(method) = item
            && let Some(ours) = take_ours(&mut method.attrs)
        {
            *item = parsed(ours.expand(&method));
        }
        visit_mut::visit_trait_item_mut(self, item);
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        if let Stmt::Macro(call) = statement
            && let Some(expansion) = checked_in(&call.mac)
        {
            *statement = Stmt::Expr(parsed(expansion), call.semi_token.take());
        }
        visit_mut::visit_stmt_mut(self, statement);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if let Expr::Macro(call) = expression
            && let Some(expansion) = checked_in(&call.mac)
        {
            *expression = parsed(expansion);
        }
        visit_mut::visit_expr_mut(self, expression);
    }
}

/// One of the attributes, and its arguments.
struct Ours {
    name: String,
    arguments: TokenStream,
}

impl Ours {
    fn expand(&self, item: &impl ToTokens) -> TokenStream {
        let (arguments, item) = (self.arguments.clone(), item.to_token_stream());
        if self.name == "main" {
            main(arguments, item)
        } else {
            command(arguments, item, false)
        }
    }
}

/// Takes our attribute away, as the compiler does.
fn take_ours(attributes: &mut Vec<Attribute>) -> Option<Ours> {
    let (at, name) = attributes
        .iter()
        .enumerate()
        .find_map(|(at, attribute)| Some((at, ours(attribute.path(), &["main", "command"])?)))?;
    let arguments = match attributes.remove(at).meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    Some(Ours { name, arguments })
}

// Input:  `telemetry::command`
// Output: "command"
fn ours(path: &Path, names: &[&str]) -> Option<String> {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match &segments[..] {
        [facade, name] if FACADES.contains(&&**facade) && names.contains(&&**name) => Some(name.clone()),
        _ => None,
    }
}

fn checked_in(call: &Macro) -> Option<TokenStream> {
    ours(&call.path, &["check_in"])?;
    let facade = &call.path.segments[0];
    let arguments = &call.tokens;
    Some(check_in(quote!(::#facade, #arguments)))
}

fn parsed<T: Parse>(expansion: TokenStream) -> T {
    syn::parse2(expansion).expect("an expansion is Rust")
}

pub(super) fn main(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let input = parse::attribute(arguments, item, parse::Attribute::Main);
    let Ok(main) = validate::main(input, false) else {
        panic!("rejected")
    };
    let module = |name: &str, version: &str| Module {
        name: name.to_owned(),
        version: version.to_owned(),
    };
    let compiled_in = CompiledIn {
        modules: vec![module("example-core", "1.4.0"), module("opt-in-telemetry", "0.1.0")],
        own: vec!["example_core".to_owned()],
    };
    let sources = Sources {
        main: "src/bin/snatch.rs".to_owned(),
        files: ["src/bin/snatch.rs", "src/trade.rs"].map(str::to_owned).to_vec(),
    };
    expand::main(&main, &compiled_in, &sources)
}

pub(super) fn command(arguments: TokenStream, item: TokenStream, earlier_edition: bool) -> TokenStream {
    let input = parse::attribute(arguments, item, parse::Attribute::Command);
    let Ok(command) = validate::command(input) else {
        panic!("rejected")
    };
    expand::command(&command, earlier_edition)
}

pub(super) fn check_in(tokens: TokenStream) -> TokenStream {
    let Ok(check_in) = validate::check_in(parse::check_in(tokens)) else {
        panic!("rejected")
    };
    expand::check_in(&check_in)
}

pub(super) fn tag(item: TokenStream) -> TokenStream {
    let Ok(tag) = validate::tag_enum(syn::parse2(item)) else {
        panic!("rejected")
    };
    expand::tag_enum(&tag)
}

#[test]
fn before_2024_the_command_is_entered_in_another_way() {
    let expansion = command(
        quote!(),
        quote!(
            fn evaluate() {}
        ),
        true,
    )
    .to_string();
    assert!(
        expansion.contains("enter (& TELEMETRY_COMMAND) . before_2024 () } ;"),
        "{expansion}"
    );
}
