//! A mistake in an annotated function is reported as it is without the attribute: once, at the
//! user's tokens, in the compiler's words.
//!
//! Each file of `sources/mistakes` has one, and says in its first line how its report begins.

use crate::twin::without_attribute;
use std::path::{Path, PathBuf};

#[test]
fn mistakes_in_commands_are_reported_as_without_the_attribute() {
    assert_reported_the_same("command");
}

#[test]
fn mistakes_in_main_are_reported_as_without_the_attribute() {
    assert_reported_the_same("main");
}

/// Compares the reports of every mistake in a folder.
fn assert_reported_the_same(attribute: &str) {
    let mistakes = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources/mistakes");
    let files = mistakes.join(attribute).read_dir().unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let differences: Vec<String> = files.iter().filter_map(|file| difference(file)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

/// How the two reports of a mistake differ, if they do.
fn difference(file: &Path) -> Option<String> {
    let source = std::fs::read_to_string(file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy();
    let bare = without_attribute(&source);
    assert_ne!(bare, source, "{name} has no attribute");
    let with = report(&source);
    // A message that shows the attribute's line shows the user's own, and not that of this test.
    let without = bare
        .lines()
        .zip(source.lines())
        .filter(|(bare, line)| bare != line)
        .fold(report(&bare), |report, (bare, line)| report.replace(bare, line));
    let begin = source
        .strip_prefix("//! ")
        .and_then(|line| line.split(':').next())
        .unwrap();
    if !without.starts_with(&format!("{begin}: ")) {
        return Some(format!(
            "== {name}\nis reported in other words without the attribute:\n{without}"
        ));
    }
    (with != without).then(|| format!("== {name}\nwith the attribute:\n{with}\nwithout it:\n{without}"))
}

/// What the compiler says of a source.
fn report(source: &str) -> String {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("program.rs"), source).unwrap();
    let output = compiler::rustc(&["telemetry", "tokio"])
        .args(["--emit", "metadata", "program.rs"])
        .current_dir(scratch.path())
        .env("CARGO_PKG_NAME", "mistakes")
        .env("CARGO_PKG_VERSION", "0.1.0")
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}
