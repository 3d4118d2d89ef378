//! The messages of `#[telemetry::main]`, each at the column of the tokens it is about.

use super::*;
use crate::parse::{self, Attribute};

fn check(arguments: &str, item: &str) -> Vec<(usize, String)> {
    let input = parse::attribute(arguments.parse().unwrap(), item.parse().unwrap(), Attribute::Main);
    match main(input, false) {
        Ok(_) => Vec::new(),
        Err(rejected) => rejected.into_messages(),
    }
}

fn arguments(text: &str) -> Vec<(usize, String)> {
    check(text, "fn main() {}")
}

fn item(text: &str) -> Vec<(usize, String)> {
    check("", text)
}

/// One message, at that column.
fn assert_said(found: &[(usize, String)], column: usize, expected: &str) {
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, column, "{found:?}");
    assert!(found[0].1.contains(expected), "{found:?}");
}

#[test]
fn every_argument_is_known() {
    let all = r#"dsn = "https://k@h/1", app = "a", release = "a@1", environment = "e", dist = "d", config = path(), section = "s",
                 messages = "withheld", errors = "captured", contact = "c", policy = "p", qualifier = "q", organization = "o",
                 delivery = "inline", sample = 0.1, sentry, source_context, crate = ::x"#;
    assert_eq!(arguments(all), []);
    assert_eq!(arguments(""), []);
}

#[test]
fn a_sample_is_a_share() {
    for share in ["1.0", "0.5", "1e-3"] {
        assert_eq!(arguments(&format!("sample = {share}")), []);
    }
    for none in ["0.0", "1.5", "10", "\"0.1\"", "SHARE", "-0.5", "50.0"] {
        assert_said(
            &arguments(&format!("sample = {none}")),
            9,
            "`sample` is the share of the users who send anything, above 0.0 and at most 1.0: `sample = 0.1`",
        );
    }
    assert_said(&arguments("sample"), 0, "`sample` needs a value: `sample = 0.1`");
}

#[test]
fn constants_are_accepted_where_the_table_says_so() {
    assert_eq!(
        arguments(r#"dsn = option_env!("X"), release = RELEASE, dist = concat!("a", "b")"#),
        []
    );
    assert_said(
        &arguments("app = NAME"),
        6,
        "`app` takes a string literal: `app = \"my-tool\"`",
    );
}

#[test]
fn arguments_unknown_repeated_or_without_a_value() {
    assert_said(
        &arguments("relase = \"x\""),
        0,
        "unknown argument `relase`: did you mean `release`?",
    );
    assert_said(
        &arguments("colour = \"x\""),
        0,
        "unknown argument `colour`: there is `dsn`, `app`",
    );
    assert_said(&arguments("app = \"x\", app = \"y\""), 11, "`app` is given twice");
    assert_said(
        &arguments("dsn"),
        0,
        "`dsn` needs a value: `dsn = \"https://<key>@<host>/<project>\"`",
    );
    assert_said(&arguments("config ="), 0, "`config` needs a value");
}

#[test]
fn values_of_another_type() {
    assert_said(&arguments("app = 5"), 6, "`app` takes a string literal");
    assert_said(&arguments("dsn = 5"), 6, "`dsn` takes a string");
    assert_said(&arguments("release = b\"x\""), 10, "`release` takes a string");
    assert_said(&arguments("messages = true"), 11, "`messages` takes a string literal");
    assert_said(&arguments("errors = captured"), 9, "`errors` takes a string literal");
}

#[test]
fn arguments_without_a_name() {
    assert_said(
        &arguments("\"https://k@h/1\""),
        0,
        "an argument has a name: `dsn = \"https://k@h/1\"`",
    );
    assert_said(&arguments("\"x\""), 0, "an argument has a name: `name = value`");
    assert_said(
        &arguments("app(\"x\")"),
        0,
        "`app` is written with `=`: `app = \"my-tool\"`",
    );
}

#[test]
fn texts_break_their_rule() {
    assert_said(&arguments("dsn = \"https://k:s@h/1\""), 6, "secret half");
    assert_said(&arguments("app = \"a/b\""), 6, "`app` holds `/`");
    assert_said(&arguments("section = \"a b\""), 10, "`section` holds ` `");
    assert_said(&arguments("environment = \"none\""), 14, "`environment` is `none`");
    assert_said(&arguments("release = \"\""), 10, "`release` is empty");
    assert_said(&arguments("messages = \"scrub\""), 11, "did you mean `scrubbed`?");
    assert_said(&arguments("errors = \"capture\""), 9, "did you mean `captured`?");
    assert_said(&arguments("errors = \"none\""), 9, "`errors` is `all` or `captured`");
    assert_said(
        &arguments("delivery = \"x\""),
        11,
        "`delivery` is `background` or `inline`",
    );
}

#[test]
fn what_has_no_value_stands_alone() {
    let message = "`source_context` stands alone: write `source_context`, or leave it out";
    assert_said(&arguments("source_context = true"), 0, message);
    assert_said(&arguments("source_context(src)"), 0, message);
    let message = "`sentry` stands alone: write `sentry`, or leave it out";
    assert_said(&arguments("sentry = true"), 0, message);
    assert_said(&arguments("sentry(tracing)"), 0, message);
}

#[test]
fn the_facade_s_path_is_absolute() {
    for path in ["::x", "::x::y", "crate::x"] {
        assert_eq!(arguments(&format!("crate = {path}")), []);
    }
    assert_said(&arguments("crate = x"), 8, "`crate = ::x`");
    assert_said(&arguments("crate = self::x"), 8, "`crate = crate::…::x`");
    assert_said(&arguments("crate = \"::x\""), 8, "without quotes, `crate = ::x`");
    assert_said(&arguments("crate = 5"), 8, "`crate` takes a path");
}

#[test]
fn only_a_plain_main_is_one() {
    for good in [
        "fn main() {}",
        "pub(crate) fn main() -> impl X { loop {} }",
        "#[allow(x)] #[tokio::main(flavor = \"x\")] async fn main() {}",
        "#[my_runtime] async fn main() {}",
        "#[my_runtime] async fn main(executor: &Executor<'_>) {}",
        "fn r#main() {}",
    ] {
        assert_eq!(item(good), [], "{good}");
    }
    assert_said(
        &item("fn start() {}"),
        3,
        "belongs on `fn main`, and this is `fn start`",
    );
    assert_said(&item("fn main(x: u8) {}"), 8, "no parameters");
    assert_said(&item("fn main<T>() {}"), 8, "cannot be generic");
    assert_said(&item("fn main() where u8: Copy {}"), 10, "cannot be generic");
    assert_said(&item("const fn main() {}"), 0, "cannot be `const`");
    assert_said(&item("unsafe fn main() {}"), 0, "cannot be `unsafe`");
    assert_said(&item("extern \"C\" fn main() {}"), 0, "cannot be `extern`");
    assert_said(&item("fn main(&self) {}"), 8, "this is a method");
    assert_said(&item("fn main();"), 3, "needs a body");
    assert_said(&item("#[allow(x)] async fn main() {}"), 12, "needs a runtime");
    assert_said(&item("struct S;"), 0, "belongs on `fn main`, and this is a `struct`");
}

#[test]
fn an_error_that_snafu_has_wrapped_is_not_seen() {
    assert_said(
        &item("fn main() -> ::snafu::Report<<Result<(), E> as ::snafu::__InternalExtractErrorType>::Err> {}"),
        10,
        "put `#[telemetry::main]` first",
    );
    assert_eq!(item("fn main() -> snafu::Report<E> {}"), []);
}

#[test]
fn a_library_has_no_main() {
    let input = parse::attribute("".parse().unwrap(), "fn main() {}".parse().unwrap(), Attribute::Main);
    let rejected = main(input, true).err().unwrap();
    assert_eq!(rejected.fallback.to_string(), "fn main () { }");
    assert_said(&rejected.into_messages(), 3, "and this is a library");
}

#[test]
fn the_same_attribute_twice() {
    for twice in [
        "#[telemetry::main] fn main() {}",
        "#[allow(x)] #[::telemetry::main(app = \"x\")] fn main() {}",
    ] {
        assert_eq!(item(twice).len(), 1, "{twice}");
        assert!(item(twice)[0].1.contains("`#[telemetry::main]` is given twice"));
    }
    // Attributes of others that end alike.
    assert_eq!(item("#[tokio::main] async fn main() {}"), []);
    assert_eq!(item("#[telemetry::command] fn main() {}"), []);
}

#[test]
fn tags_of_the_program() {
    assert_eq!(
        arguments("tags(simd = cfg!(feature = \"simd\"), system: System = system())"),
        []
    );
    assert_said(&arguments("tags = x"), 0, "`tags` is written with parentheses");
    assert_said(&arguments("tags()"), 0, "`tags` is empty");
    assert_said(
        &arguments("tags(cfg!(x))"),
        5,
        "a tag has a name: `tags(NAME = cfg!(x))`",
    );
    assert_said(&arguments("tags(x = 5)"), 9, "and this is a number");
    assert_said(
        &arguments("flags(x)"),
        0,
        "unknown argument `flags`: did you mean `tags`?",
    );
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let found = check("relase = \"x\", app = 5, dsn", "async fn main(x: u8) {}");
    let columns: Vec<usize> = found.iter().map(|(column, _)| *column).collect();
    assert_eq!(columns, [0, 20, 23, 14, 0], "{found:?}");
}

#[test]
fn a_rejected_function_is_still_there() {
    let fallback = |arguments: &str, item: &str| {
        let input = parse::attribute(arguments.parse().unwrap(), item.parse().unwrap(), Attribute::Main);
        main(input, false).err().unwrap().fallback.to_string()
    };
    assert_eq!(fallback("x", "fn main() { a b }"), "fn main () { a b }");
    assert_eq!(
        fallback("", "fn main(x: u8) { a b }"),
        "fn main () { # [allow (dead_code)] fn main (x : u8) { a b } }"
    );
}
