//! The layers of this repository's crates, and what the check finds.

use std::fs;
use std::path::Path;

fn assert_layered(name: &str) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let found = layers::violations(&workspace.join(name).join("src"));
    assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
}

#[test]
fn the_runtime() {
    assert_layered("telemetry-runtime");
}

#[test]
fn the_macros() {
    assert_layered("telemetry-macros");
}

/// What is found in a crate of these files, with the layers `low` and `high`.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let scratch = tempfile::tempdir().expect("a directory");
    let lib = "//! - `low`: below\n//! - `high`: above\n\nmod high;\nmod low;\n";
    for (file, text) in [
        ("lib.rs", lib),
        ("low/mod.rs", "mod a;\nmod b;\n"),
        ("high.rs", "use crate::low;\n"),
    ]
    .iter()
    .chain(files)
    {
        let path = scratch.path().join(file);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("a file");
    }
    layers::violations(scratch.path())
}

#[test]
fn what_is_downward_is_allowed() {
    let a = "use super::b::{self, Item};\n/// `crate::high`\nfn a() { let text = \"crate::high::x\"; }\n";
    let test = "#[cfg(test)]\nmod tests {\n    use crate::high;\n}\n";
    assert_eq!(found(&[("low/a.rs", a), ("low/b.rs", test)]), [""; 0]);
}

#[test]
fn what_is_upward_is_named_with_its_line() {
    for text in [
        "\nuse crate::high::Item;\n",
        "\nuse crate::{high, low};\n",
        "\npub(crate) use super::super::high as other;\n",
        "\nfn a() { crate::high::item(); }\n",
        "\nfn a() { println!(\"{}\", [crate::high::item()]); }\n",
    ] {
        let expected = ["low/a.rs:2: uses `high`, which is in a higher layer"];
        let found = found(&[("low/a.rs", text), ("low/b.rs", "")]);
        assert_eq!(found.first().map(String::as_str), Some(expected[0]), "{text}");
    }
}

#[test]
fn files_that_use_each_other_are_found() {
    let files = [
        ("low/a.rs", "use super::b::Item;\n"),
        ("low/b.rs", "fn b() { super::a::item() }\n"),
    ];
    assert_eq!(found(&files), ["use each other: low/a.rs, low/b.rs"]);
    let parent = [
        ("low/mod.rs", "mod a;\nmod b;\nuse a::Item;\n"),
        ("low/a.rs", "use super::Other;\n"),
        ("low/b.rs", ""),
    ];
    assert_eq!(found(&parent), ["use each other: low/a.rs, low/mod.rs"]);
}

#[test]
fn a_file_without_a_layer_is_found() {
    let files = [("low/a.rs", ""), ("low/b.rs", ""), ("other.rs", "")];
    assert_eq!(found(&files), ["other.rs: in no layer that `lib.rs` lists"]);
}
