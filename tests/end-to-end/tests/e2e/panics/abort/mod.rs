//! `panic = "abort"`: every panic is the end of the process.

use super::{assert_session, panics, told};
use end_to_end::{Finished, Home, World};
use receiver::Received;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// `program.rs`, compiled here. Cargo could only do it together with all that it stands on, and not with this package's neighbours; but the
/// strategy is the program's choice alone, and so the libraries that were compiled for the other programs will do.
static ABORTING: LazyLock<PathBuf> = LazyLock::new(|| {
    let libraries = Path::new(crate::ANNOTATED)
        .parent()
        .expect("a target directory")
        .join("deps");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("end_abort");
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc
        .args(["--edition", "2024", "--crate-name", "end_abort", "-C", "panic=abort"])
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/e2e/panics/abort/program.rs"
        ))
        .args([
            "--extern",
            &format!("telemetry={}", newest_facade(&libraries).display()),
        ])
        .args(["-L", &format!("dependency={}", libraries.display())])
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

/// The facade as it was compiled last: builds with other features leave others.
fn newest_facade(libraries: &Path) -> PathBuf {
    let files = std::fs::read_dir(libraries).expect("the libraries").flatten();
    let facades = files.filter(|file| {
        let is_facade = file.file_name().to_string_lossy().starts_with("libtelemetry-");
        is_facade && file.path().extension().is_some_and(|extension| extension == "rlib")
    });
    let newest = facades.max_by_key(|file| file.metadata().and_then(|file| file.modified()).expect("its time"));
    newest.expect("the facade").path()
}

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
