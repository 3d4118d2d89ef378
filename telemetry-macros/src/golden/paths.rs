//! No expansion reaches for anything but `::core` and the facade that it was given: what a program
//! calls its own things is its affair.

use super::expander::{check_in, command, main, tag};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::visit::{self, Visit};
use syn::{File, ItemUse, Path, UseTree};

/// Every path that does not begin with a name of its own surroundings.
#[derive(Default)]
struct Beginnings(Vec<String>);

impl Visit<'_> for Beginnings {
    fn visit_path(&mut self, path: &Path) {
        let first = &path.segments[0].ident;
        if path.leading_colon.is_some() {
            self.0.push(format!("::{first}"));
        } else if path.segments.len() > 1 {
            self.0.push(first.to_string());
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        if let (None, UseTree::Path(tree)) = (&item.leading_colon, &item.tree) {
            self.0.push(tree.ident.to_string());
        }
    }
}

/// Every name in these tokens.
fn names(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), found),
            TokenTree::Ident(name) => found.push(name.to_string()),
            _ => {}
        }
    }
}

fn assert_confined(expansion: TokenStream) {
    let text = expansion.to_string();
    let file: File = syn::parse2(expansion.clone()).unwrap();
    let mut found = Beginnings::default();
    found.visit_file(&file);
    assert!(found.0.iter().any(|path| path == "::other"), "{text}");
    for path in found.0 {
        assert!(matches!(&*path, "::core" | "::other" | "Self"), "`{path}` in {text}");
    }
    let mut words = Vec::new();
    names(expansion, &mut words);
    // Names that every program knows, until it says otherwise.
    for banned in [
        "telemetry",
        "std",
        "alloc",
        "Some",
        "None",
        "Ok",
        "Err",
        "Option",
        "Result",
        "Box",
        "Vec",
        "String",
        "Default",
        "Drop",
        "drop",
        "Send",
        "Sync",
        "Into",
        "From",
        "Clone",
        "str",
        "u32",
        "bool",
    ] {
        let own = banned == "str" && words.windows(2).any(|pair| pair == ["primitive", "str"]);
        assert!(own || !words.iter().any(|word| word == banned), "`{banned}` in {text}");
    }
}

#[test]
fn every_shape_stays_within_core_and_the_facade() {
    let all = quote! {
        dsn = X, app = "a", release = X, environment = "e", dist = X, config = x(), section = "s", messages = "withheld",
        errors = "captured", contact = "c", policy = "p", qualifier = "q", organization = "o", delivery = "inline",
        tags(a = x(), b: B = x()), sample = 0.1, sentry, source_context, crate = ::other
    };
    assert_confined(main(
        all,
        quote!(
            fn main() {
                work()
            }
        ),
    ));
    assert_confined(main(
        quote!(crate = ::other),
        quote!(
            #[runtime]
            async fn main() -> T {
                work().await
            }
        ),
    ));
    for arguments in [
        quote!(crate = ::other),
        quote!("a", crate = ::other),
        quote!(tags(a = x, b: B = b, c = x == y), flags(x, y.z), crate = ::other),
    ] {
        let function = quote!(
            async fn f<T: A>(x: X, y: &Y) -> Z {
                work().await
            }
        );
        assert_confined(command(arguments.clone(), function.clone(), false));
        assert_confined(command(arguments, function, true));
    }
    let check_in = check_in(quote!(::other, "watching"));
    assert_confined(quote!(fn f() { #check_in }));
    assert_confined(tag(quote!(
        #[telemetry(crate = ::other)]
        enum E {
            A,
            B,
        }
    )));
}

#[test]
fn a_path_that_escapes_is_seen() {
    let escapes = |call: &str| {
        let function = format!("fn f() {{ {call}; }}");
        std::panic::catch_unwind(move || assert_confined(function.parse().unwrap())).is_err()
    };
    assert!(!escapes("::other::enter(&COMMAND, ::core::line!())"));
    for text in [
        "::other::x(std::mem::drop)",
        "::other::x(::std::mem::drop)",
        "::other::x(Option::is_some)",
        "::other::x(Some(1))",
        "::other::x(own::name)",
        "::core::x()",
    ] {
        assert!(escapes(text), "{text}");
    }
}
