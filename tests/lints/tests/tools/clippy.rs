//! Clippy has nothing against this package; and it would, if there were something.

use crate::marks::{self, Marks};
use serde_json::Value;
use std::path::Path;

const LIBRARY: &str = include_str!("../../src/lib.rs");
const PROGRAMS: [&str; 2] = [
    include_str!("../../src/bin/lints_async.rs"),
    include_str!("../../src/bin/lints_result.rs"),
];

/// Violations within annotated functions, each with the lint that must say so behind it.
const VIOLATIONS: &str = include_str!("../sources/violations.rs");

/// What earlier editions allow and 2024 does not, which is said there alone.
const VIOLATIONS_OF_2024: &str = include_str!("../sources/violations_of_2024.rs");

#[test]
fn nothing_is_said_of_the_library_in_any_edition() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    for edition in ["2018", "2021", "2024"] {
        let Some(said) = check(edition, "lib", &library) else {
            return;
        };
        assert!(said.compiled, "{edition}:\n{}", said.rendered);
    }
}

#[test]
fn each_violation_is_said_where_it_is() {
    for (edition, source) in [("2024", VIOLATIONS), ("2021", VIOLATIONS_OF_2024)] {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("source.rs");
        // All in the empty line behind the docs, so that every line keeps its number.
        let (docs, rest) = source.split_once("\n\n").unwrap();
        let denied = denied(LIBRARY).replace('\n', " ");
        std::fs::write(&file, format!("{docs}\n{denied}\n{rest}")).unwrap();
        let Some(said) = check(edition, "bin", &file) else {
            return;
        };
        assert_eq!(said.lints, marks::of(source), "{}", said.rendered);
        assert!(!said.compiled, "what is denied is an error");
    }
}

#[test]
fn each_crate_denies_the_same_and_allows_nothing() {
    for program in PROGRAMS {
        assert_eq!(denied(program), denied(LIBRARY));
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in [sources.join("bin"), sources] {
        for file in folder.read_dir().unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for word in ["allow(", "expect(", "warn("] {
                assert!(!source.contains(word), "{} has {word}…)", path.display());
            }
        }
    }
}

/// The attribute that sets the lints.
fn denied(source: &str) -> &str {
    let begin = source.find("#![deny(").unwrap();
    let end = begin + source[begin..].find(")]").unwrap();
    &source[begin..end + 2]
}

/// What clippy said.
struct Said {
    compiled: bool,
    lints: Marks,
    rendered: String,
}

/// What clippy says of a crate; `None` if it is not installed.
fn check(edition: &str, kind: &str, root: &Path) -> Option<Said> {
    let Some(mut clippy) = compiler::clippy(edition, &["telemetry", "tokio"]) else {
        println!("clippy is not installed, and was not run here");
        return None;
    };
    let scratch = tempfile::tempdir().unwrap();
    let output = clippy
        .args(["--crate-type", kind, "--emit", "metadata", "--error-format", "json"])
        .arg("--out-dir")
        .arg(scratch.path())
        .arg(root)
        .env("CARGO_PKG_NAME", "lints")
        .env("CARGO_PKG_VERSION", "0.1.0")
        .output()
        .unwrap();
    let mut said = Said {
        compiled: output.status.success(),
        lints: Marks::new(),
        rendered: String::new(),
    };
    for message in serde_json::Deserializer::from_slice(&output.stderr).into_iter::<Value>() {
        let message = message.unwrap();
        said.rendered += message["rendered"].as_str().unwrap_or_default();
        let spans = message["spans"].as_array().into_iter().flatten();
        let primary = spans.map(|span| (&span["is_primary"], &span["line_start"]));
        let line = primary
            .filter(|(is_primary, _)| **is_primary == true)
            .map(|(_, line)| line);
        if let (Some(lint), Some(line)) = (message["code"]["code"].as_str(), line.min_by_key(|line| line.as_u64())) {
            said.lints.insert((line.as_u64().unwrap(), lint.to_owned()));
        }
    }
    Some(said)
}
