//! A panic names the line and column that it names without the attribute, and so does each frame of
//! its backtrace.

use crate::programs::{Compiled, WAYS, WAYS_ASYNC};
use std::path::Path;
use std::process::Command;

#[test]
fn in_functions() {
    let ways = [
        "only-statement",
        "statement",
        "unwrap",
        "index",
        "overflow",
        "caller",
        "generic",
        "method",
        "items-first",
        "closure",
        "main",
    ];
    assert_places(&WAYS, &ways);
}

#[test]
fn in_async_functions() {
    assert_places(&WAYS_ASYNC, &["before", "after", "method", "task", "main"]);
}

fn assert_places(programs: &Compiled, ways: &[&str]) {
    for way in ways {
        let (bare, annotated) = (panic(&programs.bare, way), panic(&programs.annotated, way));
        assert!(bare.place.starts_with("program.rs:"), "{way}: {}", bare.place);
        assert_eq!(annotated.place, bare.place, "{way}");
        assert_eq!(annotated.message, bare.message, "{way}");
        // Below the user's `main` stands the one that the expansion has put around it.
        let user_s = annotated.frames.get(..bare.frames.len());
        assert_eq!(user_s, Some(&bare.frames[..]), "{way}: {:?}", annotated.frames);
        assert!(
            !bare.frames.is_empty(),
            "{way}: a backtrace without the user's functions"
        );
    }
}

/// What a panic prints.
struct Panic {
    /// `program.rs:7:5`
    place: String,
    message: String,
    /// The places in the user's file, innermost first.
    frames: Vec<String>,
}

fn panic(program: &Path, way: &str) -> Panic {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(program)
        .arg(way)
        .env_clear()
        .env("HOME", home.path())
        .env("RUST_BACKTRACE", "1")
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(!output.status.success() || way == "task", "{way} does not panic");
    let printed = String::from_utf8(output.stderr).unwrap();
    let mut lines = printed.lines().skip_while(|line| !line.contains("panicked at "));
    let (_, place) = lines.next().expect(way).split_once("panicked at ").unwrap();
    let mut message: Vec<&str> = lines
        .by_ref()
        .take_while(|line| !line.starts_with("stack backtrace"))
        .collect();
    message.retain(|line| !line.is_empty());
    let frames = lines.filter_map(|line| line.split_once("program.rs:"));
    Panic {
        place: place.trim_end_matches(':').to_owned(),
        message: message.join("\n"),
        frames: frames.map(|(_, place)| place.to_owned()).collect(),
    }
}
