//! What compiles and what is refused: the same, with the same words.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

/// The libraries that sources can use here.
const LIBRARIES: [&str; 2] = ["telemetry", "tokio"];
/// Those of `tests/shapes` that they cannot.
const OTHERS: [&str; 8] = [
    "anyhow",
    "async_std",
    "async_trait",
    "clap",
    "macro_rules_attribute",
    "smol",
    "snafu",
    "tempfile",
];

/// The sources in a folder of the repository.
fn sources(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let files = folder.read_dir().unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|it| it == "rs"))
        .collect();
    files.sort();
    files
}

fn check(mut rustc: Command, source: &Path) -> Output {
    let scratch = tempfile::tempdir().unwrap();
    rustc
        .args(["--emit", "metadata", "--out-dir"])
        .arg(scratch.path())
        .arg(source)
        .env_remove("TELEMETRY_SOURCE_CONTEXT")
        .output()
        .unwrap()
}

/// Runs it for each source, on all cores, and gathers what it complains of.
fn complaints(sources: &[PathBuf], of: impl Fn(&Path) -> Option<String> + Sync) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let complain = |sources: &[PathBuf]| sources.iter().filter_map(|source| of(source)).collect::<String>();
    thread::scope(|scope| {
        let parts = sources.chunks(sources.len().div_ceil(cores));
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || complain(part))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// So no twin of an item is missing in `left_out.rs`, or different in what matters to a program.
#[test]
fn every_shape_of_program_compiles() {
    let mut sources = sources("tests/shapes/examples");
    sources.retain(|source| {
        let text = std::fs::read_to_string(source).unwrap();
        !OTHERS.iter().any(|other| text.contains(other))
    });
    assert!(sources.len() > 60, "{} are not all", sources.len());
    sources.extend(["ways.rs", "ways_async.rs"].map(|name| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../lints/tests/sources")
            .join(name)
    }));
    let complaints = complaints(&sources, |source| {
        let output = check(compiler::rustc_left_out("2024", &LIBRARIES), source);
        (!output.status.success()).then(|| String::from_utf8(output.stderr).unwrap())
    });
    assert!(complaints.is_empty(), "{complaints}");
}

#[test]
fn so_does_the_program_of_each_edition() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editions/program.rs");
    let scratch = tempfile::tempdir().unwrap();
    let renamed = scratch.path().join("renamed.rs");
    let text = std::fs::read_to_string(program).unwrap() + "\nextern crate telemetry as other;\n";
    std::fs::write(&renamed, text).unwrap();
    for edition in ["2018", "2021", "2024"] {
        let output = check(compiler::rustc_left_out(edition, &LIBRARIES), &renamed);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// The macros are the same in both ways. What they leave to the compiler to find is one of these.
#[test]
fn mistakes_are_told_in_the_same_words() {
    let names = [
        "main/all_mistakes_at_once",
        "main/dsn_constant_of_wrong_type",
        "main/dsn_not_constant",
        "main/release_constant_of_wrong_type",
        "main/tag_of_a_number",
        "command/all_mistakes_at_once",
        "command/flag_of_a_text",
        "command/tag_of_an_enum_that_is_none",
        "command/tag_type_is_a_text",
        "check_in/name_twice",
        "capture/of_a_result",
        "capture/by_value",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/fail");
    let sources = names.map(|name| folder.join(name).with_extension("rs"));
    let complaints = complaints(&sources, |source| {
        let ordinary = words(&check(compiler::rustc(&LIBRARIES), source));
        let left_out = words(&check(compiler::rustc_left_out("2024", &LIBRARIES), source));
        let same = ordinary == left_out && ordinary.starts_with("error");
        (!same).then(|| format!("== {}\n{ordinary}\n== left out\n{left_out}\n", source.display()))
    });
    assert!(complaints.is_empty(), "{complaints}");
}

/// What the compiler says, but for where in the runtime the item stands that it speaks of.
fn words(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let words = said.lines().filter(|line| {
        ["error", "= note", "= help", "help", "note"]
            .iter()
            .any(|begin| line.trim_start().starts_with(begin))
    });
    words.collect::<Vec<_>>().join("\n")
}
