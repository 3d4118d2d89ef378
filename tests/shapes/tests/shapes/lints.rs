//! Clippy says nothing of a shape that it does not say of the same program without the attributes.

use crate::SHAPES;
use crate::shape::Shape;
use serde_json::Value;
use std::collections::BTreeMap;

/// The libraries that a source can use here, and those of other shapes.
const LIBRARIES: [&str; 2] = ["telemetry", "tokio"];
const OTHERS: [&str; 7] = [
    "anyhow",
    "async_std",
    "async_trait",
    "clap",
    "macro_rules_attribute",
    "smol",
    "snafu",
];

/// More than most programs ask for.
const LINTS: [&str; 14] = [
    "future_incompatible",
    "keyword_idents",
    "let_underscore",
    "nonstandard_style",
    "rust_2018_idioms",
    "rust_2021_compatibility",
    "rust_2024_compatibility",
    "unused",
    "trivial_casts",
    "unused_lifetimes",
    "unused_qualifications",
    "clippy::all",
    "clippy::pedantic",
    "clippy::nursery",
];

const ATTRIBUTES: [&str; 2] = ["#[telemetry::command", "#[telemetry::main"];

/// Clippy asks no `main` to be constant, but the function around the body of one that has the
/// attribute.
const OF_BODIES: &str = "clippy::missing_const_for_fn";

/// The shape with a comment in the place of each attribute. All other lines stay where they are.
fn without_attributes(source: &str) -> String {
    let (mut twin, mut open) = (String::new(), 0);
    for line in source.lines() {
        if open > 0
            || ATTRIBUTES
                .iter()
                .any(|attribute| line.trim_start().starts_with(attribute))
        {
            open += line.matches('[').count();
            open -= line.matches(']').count();
            twin += "//";
        }
        twin += line;
        twin += "\n";
    }
    twin
}

/// How often each lint is reported.
type Lints = BTreeMap<String, usize>;

/// What clippy reports; `None` if it is not installed.
fn lints(source: &str) -> Option<Lints> {
    let mut clippy = compiler::clippy("2024", &LIBRARIES)?;
    let scratch = tempfile::tempdir().expect("a folder");
    std::fs::write(scratch.path().join("shape.rs"), source).expect("a source");
    clippy.args(LINTS.map(|lint| format!("-W{lint}")));
    let output = clippy
        .args([
            "--cap-lints",
            "warn",
            "--emit",
            "metadata",
            "--error-format",
            "json",
            "shape.rs",
        ])
        .current_dir(scratch.path())
        .env("CARGO_PKG_NAME", "shapes")
        .env("CARGO_PKG_VERSION", "0.1.0")
        .output()
        .expect("clippy");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    let mut lints = Lints::new();
    for message in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        if let Some(lint) = message["code"]["code"].as_str() {
            *lints.entry(lint.to_owned()).or_default() += 1;
        }
    }
    Some(lints)
}

fn assert_no_more_lints<'a>(shapes: impl Iterator<Item = &'a Shape>) {
    let mut compared = 0;
    for shape in shapes {
        let twin = without_attributes(shape.source);
        if twin == shape.source || OTHERS.iter().any(|other| shape.source.contains(other)) {
            continue;
        }
        let (Some(with), Some(without)) = (lints(shape.source), lints(&twin)) else {
            println!("clippy is not installed, and was not run here");
            return;
        };
        for (lint, times) in &with {
            if lint == OF_BODIES {
                continue;
            }
            let expected = without.get(lint).copied().unwrap_or_default();
            assert!(
                *times <= expected,
                "{}: {lint}, {times} times and not {expected}",
                shape.name
            );
        }
        compared += 1;
    }
    assert!(compared > 3, "{compared} shapes were compared");
}

#[test]
fn clippy_says_no_more_of_some_shapes() {
    assert_no_more_lints(SHAPES.iter().step_by(8));
}

#[test]
#[ignore = "exhaustive: clippy for each shape; .ci/run runs it"]
fn clippy_says_no_more_of_any_shape() {
    assert_no_more_lints(SHAPES.iter());
}
