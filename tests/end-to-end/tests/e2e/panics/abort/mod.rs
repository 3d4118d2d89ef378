//! `panic = "abort"`: every panic is the end of the process.

use super::{panics, told};
use end_to_end::{Finished, Home, World, sessions};
use receiver::Received;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// `program.rs`, compiled here. Cargo could only do it together with all that it stands on, and not
/// with this package's neighbours; but the strategy is the program's choice alone, and so the
/// libraries that were compiled for the other programs will do.
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
    let received = world.settle();
    if !sessions(&received).is_empty() {
        return (finished, received);
    }
    // On a busy machine, the uploader that the crash has started may be done before the process is:
    // then the next start tells how it ended.
    let _ = world.program(crate::ANNOTATED).run();
    (finished, world.settle())
}

#[track_caller]
fn assert_crashed(received: &Received) {
    let mut sessions = sessions(received);
    sessions.retain(|session| session != "exited 0");
    assert_eq!(sessions, ["crashed 1"]);
}

#[test]
fn on_the_main_thread() {
    let (finished, received) = abort(&[]);
    assert_eq!((finished.code, finished.signal), (None, Some(libc::SIGABRT)));
    assert_eq!(told(&received), ["fatal work the end of it"]);
    assert_crashed(&received);
}

#[test]
fn on_another_thread() {
    let (finished, received) = abort(&["thread"]);
    assert_eq!((finished.code, finished.signal), (None, Some(libc::SIGABRT)));
    assert_eq!(told(&received), ["fatal work the worker gave up"]);
    assert_eq!(panics(&received).len(), 1);
    assert_crashed(&received);
}

/// The hook is called as in every program, and then the program ends by a signal.
#[test]
fn with_a_hook_of_its_own() {
    let (finished, received) = abort(&["exiting-hook"]);
    assert_eq!(finished.code, Some(13));
    assert_eq!(panics(&received).len(), 1, "{received}");
    assert!(told(&received)[0].starts_with("fatal work a panic in a place that is not known"));
    assert_crashed(&received);
    let (finished, received) = abort(&["own-hook"]);
    assert_eq!(finished.signal, Some(libc::SIGABRT));
    let events = received.events();
    let aborted = events
        .iter()
        .filter(|event| event["exception"]["values"][0]["type"] == "SIGABRT");
    assert_eq!((aborted.count(), panics(&received).len()), (1, 0), "{received}");
    assert_crashed(&received);
}
