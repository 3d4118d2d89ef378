//! Delivery: the program never waits, nothing is lost or sent twice, and nobody is bothered.

mod answers;
#[cfg(target_os = "linux")]
mod burst;
mod certificates;
#[cfg(target_os = "linux")]
mod child;
#[cfg(unix)]
mod descriptors;
mod destination;
#[cfg(unix)]
mod faults;
#[cfg(any(target_os = "linux", windows))]
mod hard_end;
mod inline;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod launches;
mod marker;
#[cfg(target_os = "linux")]
mod names;
#[cfg(unix)]
mod network;
#[cfg(unix)]
mod outcomes;
mod overfull;
#[cfg(target_os = "linux")]
mod parents;
mod proxies;
#[cfg(unix)]
mod releases;
#[cfg(target_os = "linux")]
mod replaced;
#[cfg(unix)]
mod scale;
#[cfg(unix)]
mod scripts;
#[cfg(unix)]
mod seldom;
#[cfg(unix)]
mod servers;
mod single;
#[cfg(target_os = "linux")]
mod terminal;
mod waiting;

use end_to_end::{Home, Program};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// A program that waited for a server would take ten seconds and more. This leaves time for a busy
/// machine.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(8);

/// The program's next release, as people get it: what a debug build does for its developer, it does
/// not.
#[cfg(unix)]
static NEXT_RELEASE: LazyLock<PathBuf> = LazyLock::new(|| {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("annotated_next_release");
    let status = compiler::rustc(&["telemetry"])
        .args(["--crate-name", "annotated", "-C", "debug-assertions=off"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["src/bin/annotated.rs", "-o"])
        .arg(&program)
        .env("CARGO_PKG_NAME", env!("CARGO_PKG_NAME"))
        .env("CARGO_PKG_VERSION", "0.2.0")
        .status();
    assert!(status.expect("a compiler").success());
    program
});

/// Runs the program, and asserts that it was as quick, and said the same, as if telemetry did not
/// exist.
#[track_caller]
fn run_at_once(program: Program<'_>) {
    let finished = program.args(["evaluate", "say=end"]).run().quiet();
    assert!(finished.took < AT_ONCE, "{finished:?}");
    finished.assert_same_as(&Home::new().program(crate::BARE).args(["evaluate", "say=end"]).run());
}

/// What is queued or was not reported. Files that a killed process has not finished do not count:
/// they are swept when they are old.
#[cfg(target_os = "linux")]
fn left(home: &Home) -> Vec<String> {
    let names = home.names("outbox").into_iter().chain(home.names("runs"));
    names.filter(|name| !name.starts_with('.')).collect()
}

/// Half a minute and more goes by: the uploader may try again. What it remembers otherwise is kept.
pub(crate) fn time_goes_by(home: &Home) {
    let path = home.telemetry("state.json");
    let text = std::fs::read_to_string(&path).expect("a state");
    let mut state: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for (_, destination) in state["destinations"].as_object_mut().expect("destinations") {
        destination["retry_at"] = 0.into();
        destination["limits"] = serde_json::json!({});
    }
    home.write(&path, state.to_string());
}
