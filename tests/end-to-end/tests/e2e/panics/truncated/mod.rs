//! A program whose debug information is in a file beside it, and is gone when the program panics
//! for the second time.

use super::{frames, panics};
use end_to_end::{Home, World, sessions};
use std::fs;
use std::path::{Path, PathBuf};

/// Compiles `program.rs` into this directory, with its debug information in a `.dwp` file.
fn compile(directory: &Path) -> PathBuf {
    let program = directory.join("end_truncated");
    let status = compiler::rustc(&["telemetry"])
        .args([
            "--crate-name",
            "end_truncated",
            "-C",
            "debuginfo=2",
            "-C",
            "split-debuginfo=packed",
        ])
        .args(["-C", "codegen-units=16"])
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/e2e/panics/truncated/program.rs"
        ))
        .arg("-o")
        .arg(&program)
        .envs([
            ("CARGO_PKG_NAME", env!("CARGO_PKG_NAME")),
            ("CARGO_PKG_VERSION", env!("CARGO_PKG_VERSION")),
        ])
        .status();
    assert!(status.expect("a compiler").success());
    assert!(program.with_extension("dwp").is_file());
    program
}

#[test]
fn a_program_that_catches_its_panics_lives_on() {
    let world = World::consenting();
    let compiled = compile(&world.beside());
    let debug = compiled.with_extension("dwp");
    let kept = fs::read(&debug).expect("debug information");
    let finished = world.program(&compiled).run();
    assert_eq!(finished.stdout, "it is gone\nsurvived\n", "{finished:?}");
    assert_eq!(fs::metadata(&debug).expect("a file").len(), 0);
    let received = world.settle();
    let panics = panics(&received);
    let messages: Vec<_> = panics
        .iter()
        .map(|event| event["exception"]["values"][0]["value"].as_str())
        .collect();
    assert_eq!(messages, [Some("the first"), Some("the second")], "{received}");
    for event in &panics {
        let innermost = frames(event).pop().unwrap_or_default();
        assert_eq!(
            innermost["filename"], "tests/e2e/panics/truncated/program.rs",
            "{event:?}"
        );
    }
    assert_eq!(sessions(&received), ["exited 2"]);
    fs::write(&debug, kept).expect("a file");
    finished.assert_same_as(&Home::new().program(&compiled).run());
}
