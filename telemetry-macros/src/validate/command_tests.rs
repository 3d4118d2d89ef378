//! The messages of `#[telemetry::command]` and `check_in!`, each at the column of the tokens it is about.

use super::*;
use crate::parse::{self, Attribute};

fn name(arguments: &str, item: &str) -> Result<String, Vec<(usize, String)>> {
    let input = parse::attribute(arguments.parse().unwrap(), item.parse().unwrap(), Attribute::Command);
    command(input)
        .map(|command| command.name.value())
        .map_err(Rejected::into_messages)
}

fn watching(tokens: &str) -> Result<String, Vec<(usize, String)>> {
    let input = parse::check_in(tokens.parse().unwrap());
    check_in(input)
        .map(|check_in| check_in.name.value())
        .map_err(Rejected::into_messages)
}

/// One message, at that column.
fn assert_said(found: Result<String, Vec<(usize, String)>>, column: usize, expected: &str) {
    let found = found.unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, column, "{found:?}");
    assert!(found[0].1.contains(expected), "{found:?}");
}

#[test]
fn the_name_is_given_or_the_function_s() {
    assert_eq!(name("", "fn test_drive() {}").unwrap(), "test-drive");
    assert_eq!(name("\"a/b\"", "fn test_drive() {}").unwrap(), "a/b");
    assert_eq!(name("\"a\", crate = ::x", "fn f() {}").unwrap(), "a");
    assert_eq!(name("crate = ::x", "fn f() {}").unwrap(), "f");
}

#[test]
fn names_that_are_none() {
    assert_said(name("NAME", "fn f() {}"), 0, "must be a string literal");
    assert_said(name("concat!(\"a\")", "fn f() {}"), 0, "must be a string literal");
    assert_said(name("5", "fn f() {}"), 0, "must be a string literal");
    assert_said(name("\"\"", "fn f() {}"), 0, "the name is empty");
    assert_said(name("\"Test Drive\"", "fn f() {}"), 0, "did you mean `test-drive`?");
    assert_said(name("\"a\", \"b\"", "fn f() {}"), 5, "one name");
    assert_said(name("name = \"a\"", "fn f() {}"), 0, "`#[telemetry::command(\"a\")]`");
    assert_said(name("", "fn prüfe() {}"), 3, "give one");
}

#[test]
fn other_arguments() {
    assert_said(name("\"a\", crat = ::x", "fn f() {}"), 5, "did you mean `crate`?");
    assert_said(
        name("\"a\", tags", "fn f() {}"),
        5,
        "unknown argument `tags`: there is `crate`",
    );
    assert_said(name("crate = x", "fn f() {}"), 8, "`crate = ::x`");
    assert_said(name("crate", "fn f() {}"), 0, "`crate` needs a value");
}

#[test]
fn functions_of_every_kind_are_commands() {
    for item in [
        "pub async fn f<'a, T: X>(self: Pin<&mut Self>, [a, b]: [u8; 2]) -> impl Y + use<'a, T> where T: Z { a b }",
        "unsafe extern \"C\" fn f() -> ! { loop {} }",
        "default fn f(&self) {}",
    ] {
        assert_eq!(name("", item).unwrap(), "f", "{item}");
    }
}

#[test]
fn functions_that_cannot_be_commands() {
    assert_said(name("", "const fn f() {}"), 0, "a `const fn` cannot be a command");
    assert_said(name("", "fn f(&self);"), 0, "a function without a body");
    assert_said(name("", "struct S;"), 0, "belongs on a function");
}

#[test]
fn check_ins_have_the_same_names() {
    assert_eq!(watching("::x, \"watching\"").unwrap(), "watching");
    assert_eq!(watching("::x, \"watching\",").unwrap(), "watching");
    assert_said(watching("::x, "), 0, "needs a name");
    assert_said(watching("::x, NAME"), 5, "must be a string literal");
    assert_said(watching("::x, \"A\""), 5, "did you mean `a`?");
    assert_said(watching("::x, \"a\", \"b\""), 10, "one name");
    assert_said(watching("::x, name = \"a\""), 5, "a name and no more");
}
