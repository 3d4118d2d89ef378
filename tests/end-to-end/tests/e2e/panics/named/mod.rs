//! What a stack trace reads like, for everything that can panic and all that a compiler makes of names.

mod expected;

use super::panics;
use end_to_end::World;
use expected::{ENDS, OTHERS, On, SHAPES, Way};
use serde_json::Value;
use std::path::{Path, PathBuf};

const SOURCES: [(&str, &str); 4] = [
    ("named/checks.rs", include_str!("checks.rs")),
    ("named/shapes.rs", include_str!("shapes.rs")),
    ("named/tasks.rs", include_str!("tasks.rs")),
    ("named/threads.rs", include_str!("threads.rs")),
];

/// The place that a way marks with its name, as `file:line`.
fn place(way: &str) -> String {
    let is_marked = |line: &str| {
        line.split_once("// ")
            .is_some_and(|(_, ways)| ways.split(' ').any(|name| name == way))
    };
    let mut found = SOURCES.iter().filter_map(|(file, source)| {
        let line = source.lines().position(is_marked)? + 1;
        Some(format!("{file}:{line}"))
    });
    found.next().unwrap_or_else(|| panic!("no mark of {way}"))
}

/// How the program is compiled, and what is left of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Everything,
    Lines,
    Names,
}

/// The program, compiled with these options of code generation.
fn compile(name: &str, options: &[&str]) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("end_named_{name}"));
    let mut rustc = compiler::rustc(&["telemetry", "tokio"]);
    for option in options {
        rustc.args(["-C", option]);
    }
    let status = rustc
        .args(["--crate-name", "end_named"])
        // As cargo gives the compiler the files of a workspace's packages.
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/panics"))
        .arg("named/program.rs")
        .arg("-o")
        .arg(&program)
        .env("CARGO_PKG_NAME", env!("CARGO_PKG_NAME"))
        .env("CARGO_PKG_VERSION", env!("CARGO_PKG_VERSION"))
        .status();
    assert!(status.expect("a compiler").success());
    program
}

/// A frame: whether it is the program's own, its function and its place, `-` for what is not told.
#[derive(Debug)]
struct Frame {
    own: bool,
    function: String,
    place: String,
}

/// The frames of each panic of a run, innermost first.
fn frames(program: &Path, ways: &[Way]) -> Vec<Vec<Frame>> {
    let world = World::consenting();
    let _ = world.program(program).args(ways.iter().map(|way| way.0)).run();
    let frame = |frame: &Value| {
        let place = frame["filename"].as_str().zip(frame["lineno"].as_u64());
        let function = frame["function"].as_str().unwrap_or("-");
        Frame {
            own: frame["in_app"] == true,
            function: function
                .trim_start_matches("end_named::")
                .replace("<end_named::", "<")
                .replace(" end_named::", " ")
                // Symbols of the newer kind name the type of a method that came with its trait.
                .replace("<shapes::Coin as shapes::Flip>::twice", "shapes::Flip::twice"),
            place: place.map_or_else(|| "-".to_owned(), |(file, line)| format!("{file}:{line}")),
        }
    };
    let received = world.settle();
    let traces = panics(&received).into_iter().map(|panic| {
        assert!(!panic.to_string().contains("abs_path"), "{panic:?}");
        let frames = &panic["exception"]["values"][0]["stacktrace"]["frames"];
        frames.as_array().expect("frames").iter().rev().map(frame).collect()
    });
    traces.collect()
}

/// Runs the program in these ways, as many in one run as it tells of, and compares.
#[track_caller]
fn assert_read(program: &Path, left: Left, ways: &[Way]) {
    for ways in ways.chunks(10) {
        let traces = frames(program, ways);
        assert_eq!(traces.len(), ways.len(), "{ways:?}");
        for (trace, way) in traces.iter().zip(ways) {
            assert_reads(trace, left, way);
        }
    }
}

#[track_caller]
fn assert_reads(trace: &[Frame], left: Left, (way, on, functions): &Way) {
    let first = &trace[0];
    assert!(first.own, "{way}: {trace:?}");
    assert_eq!(first.place, place(way), "{way}: {trace:?}");
    let machinery = [
        "std::panicking::",
        "core::panicking::",
        "std::rt::",
        "std::sys::backtrace::",
        "telemetry_runtime::",
        "backtrace::",
    ];
    let is_machinery = |frame: &&Frame| {
        machinery.iter().any(|name| frame.function.starts_with(name)) || frame.function == "__rust_try"
    };
    assert!(trace.iter().find(is_machinery).is_none(), "{way}: {trace:?}");
    let mut expected = functions.to_vec();
    if *on == On::Main {
        expected.extend(["work", "main::{closure}", "main"]);
        let last = trace.last().expect("a frame");
        assert_eq!(last.function, "main", "{way}: {trace:?}");
    }
    let own: Vec<&Frame> = trace.iter().filter(|frame| frame.own).collect();
    let names: Vec<&str> = own.iter().map(|frame| &*frame.function).collect();
    match left {
        Left::Everything => assert_eq!(names, expected, "{way}"),
        // Of what was compiled into another function, only the last part of the path is left, and of an `async fn` not even that.
        Left::Lines => {
            let last = |name: &str| name.rsplit("::").next().unwrap_or_default().to_owned();
            let is_left = |(name, expected): (&&str, &&str)| last(name) == last(expected) || last(name) == "{async fn}";
            let fits = names.len() == expected.len() && names.iter().zip(&expected).all(is_left);
            assert!(fits, "{way}: {names:?}, {expected:?}");
            assert!(
                own.iter().all(|frame| frame.place.starts_with("named/")),
                "{way}: {trace:?}"
            );
        }
        // What was compiled into another function is gone, and so are all places but those of the annotated functions.
        Left::Names => {
            assert_eq!(names[0], "-");
            let mut expected = expected.iter();
            let rest = || {
                names[1..]
                    .iter()
                    .filter(|name| **name != "shapes::check" && **name != "checks::check")
            };
            assert!(
                rest().all(|name| expected.any(|expected| expected == name)),
                "{way}: {names:?}"
            );
            if *on == On::Main {
                assert!(names.contains(&"work"), "{way}: {names:?}");
            }
        }
    }
}

#[test]
fn unoptimised() {
    let program = compile("debug", &["debuginfo=2"]);
    assert_read(&program, Left::Everything, SHAPES);
    assert_read(&program, Left::Everything, OTHERS);
    let [unwinding, for_c] = ENDS else { panic!("two ways") };
    assert_reads(&frames(&program, &[*unwinding])[0], Left::Everything, unwinding);
    assert_reads(&frames(&program, &[*for_c])[0], Left::Everything, for_c);
}

#[test]
#[ignore = "exhaustive: one more build of the program; .ci/run runs it"]
fn optimised_and_with_the_newer_symbols() {
    let options = ["opt-level=2", "debuginfo=2", "symbol-mangling-version=v0"];
    assert_read(&compile("full", &options), Left::Everything, SHAPES);
}

#[test]
#[ignore = "exhaustive: one more build of the program; .ci/run runs it"]
fn with_lines_alone() {
    let program = compile("lines", &["opt-level=2", "debuginfo=line-tables-only"]);
    assert_read(&program, Left::Lines, SHAPES);
    assert_read(&program, Left::Lines, OTHERS);
}

#[test]
#[ignore = "exhaustive: one more build of the program; .ci/run runs it"]
fn with_names_alone() {
    let program = compile("names", &["opt-level=2", "strip=debuginfo"]);
    assert_read(&program, Left::Names, SHAPES);
}

#[test]
#[ignore = "exhaustive: one more build of the program; .ci/run runs it"]
fn with_the_newer_names_alone() {
    let options = ["opt-level=2", "strip=debuginfo", "symbol-mangling-version=v0"];
    let program = compile("names_v0", &options);
    assert_read(&program, Left::Names, SHAPES);
    assert_read(&program, Left::Names, OTHERS);
}
