//! A release is usually stripped: where it panicked is told all the same, and which commands led
//! there.

use super::panics;
use end_to_end::World;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const SOURCE: &str = include_str!("program.rs");

/// The line of the program in which this text stands.
fn line_of(text: &str) -> u64 {
    let line = SOURCE.lines().position(|line| line.contains(text)).expect("the line");
    u64::try_from(line).expect("a small number") + 1
}

/// The program, optimised, and with this much left of what names its functions.
fn compile(strip: &str) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("end_stripped_{strip}"));
    let status = compiler::rustc(&["telemetry"])
        .args(["--crate-name", "end_stripped", "-C", "opt-level=2", "-C"])
        .arg(format!("strip={strip}"))
        // As cargo gives the compiler the files of a workspace's packages.
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/panics"))
        .arg("stripped/program.rs")
        .arg("-o")
        .arg(&program)
        .env("CARGO_PKG_NAME", env!("CARGO_PKG_NAME"))
        .env("CARGO_PKG_VERSION", env!("CARGO_PKG_VERSION"))
        .status();
    assert!(status.expect("a compiler").success());
    program
}

static WITHOUT_SYMBOLS: LazyLock<PathBuf> = LazyLock::new(|| compile("symbols"));
static WITHOUT_LINES: LazyLock<PathBuf> = LazyLock::new(|| compile("debuginfo"));

/// The frames of the one panic, innermost first: `function file:line`, each only where it is known.
fn frames(program: &Path, arguments: &[&str]) -> Vec<String> {
    let world = World::consenting();
    let _ = world.program(program).args(arguments).run();
    let received = world.settle();
    let panics = panics(&received);
    assert_eq!(panics.len(), 1, "{received}");
    let frames = &panics[0]["exception"]["values"][0]["stacktrace"]["frames"];
    let shown = frames.as_array().expect("frames").iter().rev().map(|frame| {
        let place = frame["filename"].as_str().zip(frame["lineno"].as_u64());
        let place = place.map_or_else(|| "-".to_owned(), |(file, line)| format!("{file}:{line}"));
        let foreign = if frame["in_app"] == true { "" } else { "foreign " };
        format!("{foreign}{} {place}", frame["function"].as_str().unwrap_or("-"))
    });
    shown.collect()
}

fn expected() -> [String; 4] {
    let at = |function: &str, text: &str| format!("{function} stripped/program.rs:{}", line_of(text));
    [
        at("-", "assert!"),
        at("end_stripped::trade::buy", "pub(crate) fn buy"),
        at("end_stripped::evaluate", "fn evaluate"),
        at("end_stripped::main", "fn main"),
    ]
}

#[test]
fn without_symbols_the_place_and_the_commands_lead_to_main() {
    assert_eq!(frames(&WITHOUT_SYMBOLS, &[]), expected());
}

#[test]
fn without_symbols_a_thread_s_traceback_ends_where_the_thread_began() {
    assert_eq!(frames(&WITHOUT_SYMBOLS, &["thread"]), expected()[..3]);
}

#[test]
fn with_names_alone_the_commands_say_where_they_stand() {
    let frames = frames(&WITHOUT_LINES, &[]);
    let [place, .., main] = expected();
    assert_eq!(
        (frames.first(), frames.last()),
        (Some(&place), Some(&main)),
        "{frames:?}"
    );
    assert!(
        frames
            .iter()
            .any(|frame| frame.starts_with("end_stripped::trade::deeper")),
        "{frames:?}"
    );
}
