//! The messages of `#[telemetry::command]` and `check_in!`, each at the column of the tokens it is
//! about.

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
        name("\"a\", colour", "fn f() {}"),
        5,
        "unknown argument `colour`: there is `tags`, `flags`, `crate`",
    );
    assert_said(name("crate = x", "fn f() {}"), 8, "`crate = ::x`");
    assert_said(name("crate", "fn f() {}"), 0, "`crate` needs a value");
}

/// The first mistake of a function with the parameter `args: &Args`.
fn tags(arguments: &str) -> Result<String, Vec<(usize, String)>> {
    name(arguments, "fn f(args: &Args) {}")
}

#[test]
fn tags_and_flags_in_every_form() {
    for good in [
        "tags(output = args.output, mode: Mode = pick(args)), flags(args.verbose, dry_run = args.mode.is_some(), &args.all)",
        "\"a\", tags(r#type = args.r#type, a = true), crate = ::x, flags(r#in)",
    ] {
        assert_eq!(tags(good), Ok(if good.starts_with('"') { "a" } else { "f" }.to_owned()));
    }
}

#[test]
fn tags_whose_values_are_no_closed_set() {
    assert_said(tags("tags(x = 5)"), 9, "a `bool`, and this is a number");
    assert_said(tags("tags(x = \"y\")"), 9, "and this is a text");
    assert_said(tags("flags(x = 0.5)"), 10, "and this is a number");
    assert_said(
        name("tags(x = self.x)", "fn f(&self) {}"),
        9,
        "the type of `self.x` depends on that of `self`, which cannot be named where the set of values is noted: \
         write it, `x: TYPE = self.x`",
    );
    assert_said(
        name("tags(x = a.b())", "fn f<T>(a: T) {}"),
        9,
        "write it, `x: TYPE = a.b()`",
    );
}

#[test]
fn tags_that_do_more_than_look() {
    for (leaving, column) in [
        ("tags(x = args.x?)", 15),
        ("flags(a = { return })", 12),
        ("tags(x: X = args.x().await)", 21),
    ] {
        assert_said(tags(leaving), column, "only looks: nothing may leave its expression");
    }
}

#[test]
fn tags_with_a_wrong_name() {
    assert_said(
        tags("tags(dry-run = args.x)"),
        5,
        "`dry_run = args.x`, which is sent as `dry-run`",
    );
    assert_said(tags("tags(\"dry run\" = args.x)"), 5, "`dry_run = args.x`");
    assert_said(tags("tags(_ = args.x)"), 5, "a name with a letter in it");
    assert_said(tags("flags(\"verbose\")"), 6, "and this is a text");
    assert_said(tags("tags[x = args.x]"), 0, "`tags` is written with parentheses");
    assert_said(tags("flags{args.x}"), 0, "`flags` is written with parentheses");
    assert_said(tags("tags(x: bool)"), 5, "`x` needs a value");
    assert_said(tags("tags(args.output)"), 5, "`tags(output = args.output)`");
    assert_said(
        tags("flags(!args.quiet)"),
        6,
        "no name of its own: `flags(NAME = !args.quiet)`",
    );
    assert_said(tags("flags(args.0)"), 6, "no name of its own");
    assert_said(tags("flags(x: bool = args.x)"), 9, "a flag takes no type");
    assert_said(tags("tags(x = args.x), flags(args.x)"), 29, "`x` is given twice");
    assert_said(tags("tags(release = args.x)"), 5, "there is a tag `release` already");
    assert_said(tags("flags(args.prüfe)"), 11, "cannot be the name of a tag");
    assert_said(tags("flags(_1 = args.x)"), 6, "begins with a letter");
    assert_said(
        tags(&format!("flags({} = args.x)", "x".repeat(33))),
        6,
        "has 33 characters: at most 32",
    );
}

#[test]
fn tags_that_are_too_many_or_none() {
    let many: Vec<String> = (0..9).map(|number| format!("args.x{number}")).collect();
    assert!(tags(&format!("flags({})", many[..8].join(","))).is_ok());
    assert_said(tags(&format!("flags({})", many.join(","))), 75, "at most 8 are sent");
    assert_said(tags("tags()"), 0, "`tags` is empty: leave it out");
    assert_said(
        tags("flags = args.x"),
        0,
        "`flags` is written with parentheses: `flags(args.verbose)`",
    );
    assert_said(tags("tags(a = args.a), tags(b = args.b)"), 18, "`tags` is given twice");
    assert_said(tags("tags(a =)"), 5, "`a` needs a value");
    assert_said(tags("crate(::x)"), 0, "`crate` is written with `=`");
}

#[test]
fn the_same_attribute_twice() {
    let twice = "#[allow(x)] #[telemetry::command(\"b\")] fn f() { a b }";
    assert_said(name("", twice), 12, "`#[telemetry::command]` is given twice");
    let input = parse::attribute("".parse().unwrap(), twice.parse().unwrap(), Attribute::Command);
    let fallback = command(input).err().unwrap().fallback.to_string();
    assert_eq!(fallback, "# [allow (x)] fn f () { a b }");
    assert_said(name("crate = ::x::y", "#[y::command] fn f() {}"), 0, "is given twice");
    for others in [
        "#[command] fn f() {}",
        "#[poise::command] fn f() {}",
        "#[telemetry::main] fn f() {}",
    ] {
        assert!(name("", others).is_ok(), "{others}");
    }
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
