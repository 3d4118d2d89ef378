//! `adopt_run`: takes over the run in a forked child, such as a daemon.

use crate::run;
use std::time::{Duration, Instant};

/// An exiting parent is gone within this time.
const LONGEST: Duration = Duration::from_secs(1);

/// Takes over the run in a forked child whose parent exits. Call it after the program has become a
/// daemon.
///
/// Without this call, the child takes over the run by itself once the parent is gone, at its next
/// command, panic, captured error, signal or exit. A command that the child enters before is then
/// recorded without its tags. This call waits for the parent instead, for at most one second.
///
/// Returns true if this process has the run: it began the run, or no other process has it any more.
/// Returns false while telemetry is off, in a child whose parent still runs, and in all but one of
/// several such children.
///
/// ```
/// # use telemetry_runtime as telemetry;
/// # fn become_a_daemon() {}
/// become_a_daemon();
/// telemetry::adopt_run();
/// ```
pub fn adopt_run() -> bool {
    let deadline = Instant::now() + LONGEST;
    loop {
        if run::current().is_some() {
            return true;
        }
        if !run::may_be_adopted() || Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
