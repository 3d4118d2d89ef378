//! What is in the file of the program.

use crate::programs::{BARE, BY_CFG, BY_FEATURE, ORDINARY, UNOPTIMISED, target_directory};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A word of each thing that must not be there: what the program's attributes say, what sends it,
/// what reads consent, our own files and variables. (Not `sentry` alone: functions that do nothing
/// have that name, and their symbols may stay.)
const NEEDLES: [&str; 9] = [
    "canary",
    "ureq",
    "rustls",
    "ring_core",
    "sentry_types",
    "serde_yaml",
    "uploader",
    "user_id.json",
    "_TELEMETRY",
];

/// The server that the program names, and a line of its embedded source.
const SERVER_AND_SOURCE: [&str; 2] = ["canary@127.0.0.1", "fn show_handlers_and_threads() {"];

/// Which of the needles are in the file.
fn found(program: &Path, needles: &[&'static str]) -> Vec<&'static str> {
    let bytes = fs::read(program).unwrap();
    let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    needles.iter().copied().filter(|needle| holds(needle)).collect()
}

#[test]
fn nothing_of_telemetry_is_in_the_program() {
    assert_eq!(found(&ORDINARY, &NEEDLES), NEEDLES);
    assert_eq!(found(&BY_FEATURE, &NEEDLES), [""; 0]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn nor_in_what_cargo_builds() {
    for program in [&*BARE, &*BY_CFG] {
        assert_eq!(found(program, &NEEDLES), [""; 0], "{}", program.display());
    }
}

/// It is not the optimiser that leaves them out.
#[test]
fn nor_is_what_the_attributes_say_in_an_unoptimised_one() {
    assert_eq!(found(&ORDINARY, &SERVER_AND_SOURCE), SERVER_AND_SOURCE);
    assert_eq!(found(&UNOPTIMISED, &SERVER_AND_SOURCE), [""; 0]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn it_is_hardly_larger_than_one_without_attributes() {
    let length = |program: &Path| fs::metadata(program).unwrap().len();
    let (bare, left_out) = (length(&BARE), length(&BY_CFG));
    assert!(left_out < bare + 16 * 1024, "{left_out} bytes, and {bare} without");
}

/// They are not even compiled.
#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn the_cfg_spares_the_dependencies_of_the_runtime() {
    let _ = &*BY_CFG;
    let compiled = fs::read_dir(target_directory().join("by-cfg/release/deps")).unwrap();
    let names: BTreeSet<String> = compiled.filter_map(|file| library(&file.unwrap().path())).collect();
    // What the macros are made with, and ours.
    let expected = [
        "proc_macro2",
        "quote",
        "syn",
        "telemetry",
        "telemetry_runtime",
        "unicode_ident",
    ];
    assert_eq!(names, expected.map(str::to_owned).into());
}

// Input:  `libsyn-0123456789abcdef.rlib`
// Output: `syn`
fn library(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let (name, _) = name.strip_prefix("lib")?.strip_suffix(".rlib")?.rsplit_once('-')?;
    Some(name.to_owned())
}
