//! `panic = "abort"`: every panic is the end of the process.

use super::{assert_session, panics, told};
use end_to_end::{Finished, Home, World};
use receiver::Received;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// `program.rs`, compiled here. Cargo could only do it together with all that it stands on, and not with this package's neighbours; but the
/// strategy is the program's choice alone, and so the libraries that were compiled for the other programs will do.
static ABORTING: LazyLock<PathBuf> = LazyLock::new(|| {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("end_abort");
    let mut rustc = compiler::rustc(&["telemetry"]);
    rustc
        .args(["--crate-name", "end_abort", "-C", "panic=abort"])
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/e2e/panics/abort/program.rs"
        ))
        .arg("-o")
        .arg(&program)
        // What cargo would say of the package.
        .envs([
            ("CARGO_PKG_NAME", env!("CARGO_PKG_NAME")),
            ("CARGO_PKG_VERSION", env!("CARGO_PKG_VERSION")),
        ]);
    assert!(rustc.status().expect("a compiler").success());
    program
});

#[track_caller]
fn abort(arguments: &[&str]) -> (Finished, Received) {
    let world = World::consenting();
    let finished = world.program(&*ABORTING).args(arguments).run();
    // Without consent, nothing is there but the program.
    finished.assert_same_as(&Home::new().program(&*ABORTING).args(arguments).run());
    assert_eq!((finished.code, finished.signal), (None, Some(libc::SIGABRT)));
    (finished, world.settle())
}

#[test]
fn on_the_main_thread() {
    let (_, received) = abort(&[]);
    assert_eq!(told(&received), ["fatal work the end of it"]);
    assert_session(&received, "crashed 1");
}

#[test]
fn on_another_thread() {
    let (_, received) = abort(&["thread"]);
    assert_eq!(told(&received), ["fatal work the worker gave up"]);
    assert_eq!(panics(&received).len(), 1);
    assert_session(&received, "crashed 1");
}
