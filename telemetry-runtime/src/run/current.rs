//! The run of this process, and of a forked child that takes it over.

use super::record::Run;
use crate::registry::command::LIVE;
use crate::session::classify;
use crate::storage::journal::hook_journal;
use crate::storage::journal::run_journal::{self, Found};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

static RUN: OnceLock<Run> = OnceLock::new();
/// The process that has the run.
static OWNER: AtomicU32 = AtomicU32::new(0);

/// Makes the run this process's own.
pub(crate) fn set(run: Run) -> &'static Run {
    let run = RUN.get_or_init(|| run);
    OWNER.store(run.record.process, Ordering::Relaxed);
    LIVE.store(true, Ordering::Relaxed);
    run
}

/// The run, unless telemetry is off or this process has one already: a program may call its own
/// `main`.
pub(crate) fn current() -> Option<&'static Run> {
    if !LIVE.load(Ordering::Relaxed) {
        return None;
    }
    // A run belongs to the process that made it. A forked child has a copy of everything, but it is
    // not the run, unless it can take it over.
    let run = RUN.get()?;
    (OWNER.load(Ordering::Relaxed) == std::process::id() || adopt(run)).then_some(run)
}

/// Returns true if this process has a copy of a run, which may become its own.
pub(crate) fn may_be_adopted() -> bool {
    LIVE.load(Ordering::Relaxed) && RUN.get().is_some_and(|run| !run.preview)
}

/// Takes over the run in a forked child whose parent is gone, as a daemon's is. Commands that the
/// child entered before are recorded now.
fn adopt(run: &'static Run) -> bool {
    // Only runs with a journal can be taken over: its lock shows that no other process has the run.
    if run.preview || !hook_journal::adopt() {
        return false;
    }
    OWNER.store(std::process::id(), Ordering::Relaxed);
    // The parent may have queued the start after it was split, which this copy does not know.
    let journal = run_journal::look(run.file_path());
    if matches!(&journal, Found::Alive(Some(run)) if classify::unqueued_start(run).is_none()) {
        drop(run.take_pending_start());
    }
    run.record_missed_commands();
    true
}

/// This run only looks at telemetry or changes it, and so records nothing; unless it has recorded
/// something already.
pub(crate) fn only_inspects() {
    if let Some(run) = current().filter(|run| !run.flags.recorded.load(Ordering::Relaxed)) {
        run.withdraw();
    }
}
