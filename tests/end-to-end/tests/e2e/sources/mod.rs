//! `source_context`: a build that asks for it embeds the package's own sources, and stack traces show
//! lines of them.

mod builds;

use crate::panics::panics;
use builds::{Build, EMBEDDING, PLAIN, UNSTRIPPED};
use end_to_end::World;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Comments of the sources: of one that is embedded, and of one that is not in `src`.
const EMBEDDED: &str = "This comment is in it only if";
const SECRET: &str = "never in the program";

/// The frames of the one panic, innermost first.
fn frames(build: &Build, way: &str) -> Vec<Value> {
    let world = World::consenting();
    let _ = world.program(&build.program).args([way]).run();
    let received = world.settle();
    let panics = panics(&received);
    assert_eq!(panics.len(), 1, "{received}");
    let frames = &panics[0]["exception"]["values"][0]["stacktrace"]["frames"];
    let mut frames = frames.as_array().expect("frames").clone();
    frames.reverse();
    frames
}

/// The function and the place of each frame that has source lines, which are the right ones.
#[track_caller]
fn shown(frames: &[Value]) -> Vec<String> {
    let with_lines = frames.iter().filter(|frame| !frame["context_line"].is_null());
    let shown = with_lines.map(|frame| {
        let file = frame["filename"].as_str().expect("a file");
        let line = frame["lineno"].as_u64().and_then(|line| usize::try_from(line).ok());
        let line = line.expect("a line");
        let source = std::fs::read_to_string(builds::SNATCH.join(file)).expect("a file of the package");
        let source: Vec<&str> = source.lines().collect();
        let at = line - 1;
        assert_eq!(frame["context_line"], source[at], "{frame}");
        let lines = |key: &str| -> Vec<&str> {
            let lines = frame[key].as_array().into_iter().flatten();
            lines.map(|line| line.as_str().expect("a line")).collect()
        };
        assert_eq!(lines("pre_context"), source[at.saturating_sub(5)..at], "{frame}");
        assert_eq!(
            lines("post_context"),
            source[line..source.len().min(line + 5)],
            "{frame}"
        );
        assert_eq!(frame.get("abs_path"), None);
        format!("{} {file}:{line}", frame["function"].as_str().unwrap_or("-"))
    });
    shown.collect()
}

fn line_of(file: &str, text: &str) -> usize {
    let source = std::fs::read_to_string(builds::SNATCH.join(file)).expect("a file of the package");
    source.lines().position(|line| line.contains(text)).expect("the line") + 1
}

fn at(function: &str, file: &str, text: &str) -> String {
    format!("{function} {file}:{}", line_of(file, text))
}

#[test]
fn a_stripped_program_shows_the_lines_and_names_the_function_that_panicked() {
    let evaluate = at("snatch::evaluate", "src/main.rs", "fn evaluate");
    let deeper = at("Trader::deeper", "src/trade.rs", "assert!");
    let main = at("snatch::main", "src/main.rs", "fn main");
    let own = frames(&EMBEDDING, "own");
    assert_eq!(shown(&own), [&*deeper, &evaluate, &main]);
    assert_eq!(shown(&frames(&EMBEDDING, "thread")), [&*deeper, &evaluate]);
    let pay = at("pay", "src/lib.rs", "assert!");
    assert_eq!(shown(&frames(&EMBEDDING, "library")), [&*pay, &evaluate, &main]);
}

#[test]
fn a_program_with_symbols_shows_the_lines_of_every_frame_of_its_package() {
    let expected = [
        at("snatch::trade::Trader::deeper", "src/trade.rs", "assert!"),
        at("snatch::trade::buy", "src/trade.rs", ".deeper()"),
        at("snatch::evaluate", "src/main.rs", "trade::buy"),
    ];
    let main = at("snatch::main", "src/main.rs", "evaluate(&way)");
    let own = shown(&frames(&UNSTRIPPED, "own"));
    assert_eq!(own, [&expected[..], &[main]].concat());
    let thread = shown(&frames(&UNSTRIPPED, "thread"));
    assert_eq!(thread[..3], expected);
    let library = shown(&frames(&UNSTRIPPED, "library"));
    assert_eq!(library[0], at("snatch::pay", "src/lib.rs", "assert!"));
}

#[test]
fn another_package_s_file_of_the_same_name_is_given_no_lines() {
    for build in [&*EMBEDDING, &*UNSTRIPPED] {
        let frames = frames(build, "other");
        let innermost = &frames[0];
        assert_eq!(innermost["filename"], "src/trade.rs", "{innermost}");
        assert_eq!(innermost.get("context_line"), None, "{innermost}");
        assert_ne!(innermost["function"], "buy", "{innermost}");
        assert!(shown(&frames).len() >= 2, "{frames:?}");
        assert!(shown(&frames).iter().all(|frame| frame.contains(" src/main.rs:")));
    }
}

#[test]
fn without_the_variable_nothing_is_embedded() {
    assert!(EMBEDDING.holds(EMBEDDED));
    assert!(!PLAIN.holds(EMBEDDED));
    let frames = frames(&PLAIN, "own");
    assert!(shown(&frames).is_empty(), "{frames:?}");
    assert_eq!(frames[0]["filename"], "src/trade.rs");
    assert_eq!(frames[0].get("function"), None);
}

#[test]
fn what_is_not_in_src_is_not_embedded_and_a_link_to_it_is_not_either() {
    let link = EMBEDDING.workspace.join("programs/snatch/src/linked.rs");
    assert!(
        std::fs::read_to_string(link)
            .expect("the link leads there")
            .contains(SECRET)
    );
    assert!(!EMBEDDING.holds(SECRET));
    assert!(!EMBEDDING.holds("Another `src/trade.rs`"));
}

#[test]
fn two_folders_make_the_same_program() {
    let other = Build::new("a/longer/way", true, &["-C", "opt-level=2", "-C", "strip=symbols"]);
    assert!(other.bytes() == EMBEDDING.bytes(), "the programs differ");
    for build in [&other, &*EMBEDDING] {
        assert!(!build.holds(build.workspace.to_str().expect("a path in UTF-8")));
    }
}

#[test]
fn the_compiler_runs_again_when_a_file_or_the_variable_changes() {
    for (build, value) in [
        (&*EMBEDDING, "TELEMETRY_SOURCE_CONTEXT=1\n"),
        (&*PLAIN, "TELEMETRY_SOURCE_CONTEXT\n"),
    ] {
        let told = std::fs::read_to_string(&build.dep_info).expect("dep-info");
        assert!(told.contains(&format!("# env-dep:{value}")), "{told}");
    }
    let told = std::fs::read_to_string(&EMBEDDING.dep_info).expect("dep-info");
    for file in ["main.rs", "trade.rs", "lib.rs"] {
        let file = EMBEDDING.workspace.join("programs/snatch/src").join(file);
        assert!(told.contains(file.to_str().expect("a path in UTF-8")), "{told}");
    }
}

#[test]
fn another_value_of_the_variable_is_a_mistake() {
    let said = builds::mistake(|rustc| rustc.env("TELEMETRY_SOURCE_CONTEXT", "yes"));
    assert!(
        said.contains("`TELEMETRY_SOURCE_CONTEXT` is `1`, or `0` or not set"),
        "{said}"
    );
    let elsewhere = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let elsewhere: &Path = &elsewhere.join("src");
    let said = builds::mistake(|rustc| {
        rustc
            .env("TELEMETRY_SOURCE_CONTEXT", "1")
            .env("CARGO_MANIFEST_DIR", elsewhere)
    });
    assert!(
        said.contains("needs a `main` in a file of the package's own folder"),
        "{said}"
    );
}
