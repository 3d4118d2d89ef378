//! Names of events: fixed when the program is compiled, so that nothing a user types can become
//! one.

use super::argument;
use crate::errors::Errors;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Expr, Ident, LitStr};

const LONGEST: usize = 64;

/// The name that a literal gives.
pub(crate) fn given(value: &Expr, errors: &mut Errors) -> Option<LitStr> {
    let Some(text) = argument::string(value) else {
        return errors.refuse(
            value,
            "the name must be a string literal: what a program computes while it runs, or its user types, cannot \
             become the name of an event",
        );
    };
    match mistake(&text.value()) {
        None => Some(text),
        Some(mistake) => errors.refuse(&text, mistake),
    }
}

/// The function's name in kebab-case.
// Input:  `fn r#test_drive`
// Output: "test-drive"
pub(crate) fn of_function(function: &Ident, errors: &mut Errors) -> Option<LitStr> {
    let name = kebab_case(&function.unraw().to_string());
    if mistake(&name).is_some() {
        return errors.refuse(
            function,
            format!(
                "this function's name does not make the name of a command: give one, `#[telemetry::command(\"{}\")]`",
                repaired(&name)
            ),
        );
    }
    Some(LitStr::new(&name, Span::mixed_site()))
}

fn mistake(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("the name is empty".to_owned());
    }
    if let Some(stranger) = name.chars().find(|c| !is_allowed(*c)) {
        return Some(format!(
            "`{}` cannot stand in a name, which is made of `a-z 0-9 - _ . /`: did you mean `{}`?",
            stranger.escape_debug(),
            repaired(name)
        ));
    }
    too_long(name, LONGEST)
}

pub(super) fn too_long(name: &str, most: usize) -> Option<String> {
    let length = name.chars().count();
    (length > most).then(|| format!("the name has {length} characters: at most {most} are allowed"))
}

fn is_allowed(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '/')
}

/// The name that the author probably meant.
fn repaired(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let name: String = lower
        .chars()
        .map(|c| if is_allowed(c) { c } else { '-' })
        .take(LONGEST)
        .collect();
    match name.trim_matches('-') {
        "" => "my-command".to_owned(),
        name => name.to_owned(),
    }
}

pub(super) fn kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    let mut after_small = false;
    for c in name.chars() {
        if c == '_' || (c.is_uppercase() && after_small) {
            kebab.push('-');
        }
        if c != '_' {
            kebab.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase() || c.is_ascii_digit();
    }
    let words: Vec<&str> = kebab.split('-').filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_in_kebab_case() {
        for (function, name) in [
            ("evaluate", "evaluate"),
            ("test_drive", "test-drive"),
            ("_test__drive_", "test-drive"),
            ("testDrive2", "test-drive2"),
            ("r#match", "match"),
            ("v2_report", "v2-report"),
        ] {
            let function: Ident = syn::parse_str(function).unwrap();
            let mut errors = Errors::default();
            assert_eq!(of_function(&function, &mut errors).unwrap().value(), name);
        }
    }

    #[test]
    fn a_function_whose_name_does_not_fit_needs_a_name() {
        let mut errors = Errors::default();
        assert!(of_function(&syn::parse_str("prüfe").unwrap(), &mut errors).is_none());
        assert!(of_function(&syn::parse_str("__").unwrap(), &mut errors).is_none());
        let messages = errors.into_messages();
        assert!(
            messages[0].1.ends_with("give one, `#[telemetry::command(\"pr-fe\")]`"),
            "{messages:?}"
        );
        assert!(messages[1].1.ends_with("(\"my-command\")]`"), "{messages:?}");
    }

    #[test]
    fn names_are_short_and_plain() {
        for name in ["a", "test-drive", "report/daily.v2_x", &"x".repeat(64)] {
            assert_eq!(mistake(name), None, "{name}");
        }
        for (name, expected) in [
            ("", "the name is empty"),
            ("Evaluate", "`E` cannot stand in a name"),
            ("test drive", "did you mean `test-drive`?"),
            ("a\nb", "`\\n` cannot stand"),
            ("prüfe", "`ü` cannot stand"),
            (&"x".repeat(65), "has 65 characters: at most 64"),
        ] {
            let mistake = mistake(name).unwrap();
            assert!(mistake.contains(expected), "{name}: {mistake}");
        }
    }
}
