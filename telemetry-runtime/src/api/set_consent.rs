//! `on` and `off`: write the user's choice into their configuration file.

use crate::api::status;
use crate::consent::rewrite::Change;
use crate::consent::{self, Collect};
use crate::delivery::lock::UploaderLock;
use crate::delivery::state::State;
use crate::delivery::uploader;
use crate::model::app::App;
use crate::model::consent_change::{ConsentChange, ConsentChangeError};
use crate::run::{self, purge};
use crate::storage::paths::Paths;
use std::io::ErrorKind;
use std::time::Duration;

/// Longer than any uploader runs: each ends after half a minute, and checks consent long before
/// that.
const UPLOADER: Duration = Duration::from_secs(31);
/// If the uploader needs longer to notice the change, it purges the queue by itself.
const MOMENT: Duration = Duration::from_millis(500);

/// Turns telemetry on for the user: writes `telemetry: collect: true` into their configuration
/// file, or into the section that `#[telemetry::main(section = …)]` names.
///
/// Call it only when the user asks for it, by a command such as `my-program telemetry on`.
///
/// It changes one word of the file or adds one or two lines. It keeps every other byte, the
/// permissions, the owner, and a link in the file's place. If there is no file, it creates one. It
/// refuses a file that it cannot change safely, with the lines that the user can write by hand.
/// [`off`] does the same.
///
/// Nothing that was recorded before consent is ever sent: if the file did not give consent, the
/// queue is purged first. The run that calls this function records nothing either. Telemetry is on
/// from the next start, unless something besides the file keeps it off: see
/// [`ConsentChange::overridden_by`].
///
/// If an uploader has not yet noticed that it may no longer send, this function blocks until the
/// uploader ends, for half a minute at most. Otherwise it returns at once.
///
/// # Errors
/// If nothing was changed: [`ConsentChangeError`] says why.
pub fn on() -> Result<ConsentChange, ConsentChangeError> {
    set(Collect::Everything)
}

/// Turns telemetry off for the user: writes `telemetry: collect: false` into their configuration
/// file, and purges the queue.
///
/// Call it when the user asks for it, by a command such as `my-program telemetry off`.
///
/// The current run records nothing more, and its files are deleted. An envelope that the uploader
/// is sending at this moment may still arrive. The user id stays in its own file, which the user
/// can delete.
///
/// # Errors
/// If the file could not be changed: [`ConsentChangeError`] says why. Then nothing is purged
/// either.
pub fn off() -> Result<ConsentChange, ConsentChangeError> {
    set(Collect::Nothing)
}

fn set(collect: Collect) -> Result<ConsentChange, ConsentChangeError> {
    let (app, paths) = status::started().map_err(ConsentChangeError::Impossible)?;
    // Also if nothing needs to be changed.
    run::only_inspects();
    match set_once(app, paths, collect) {
        // An editor saved the file between reading and writing. The new content can be changed too.
        Err(ConsentChangeError::Changing { .. }) => set_once(app, paths, collect),
        done => done,
    }
}

fn set_once(app: &App, paths: &Paths, collect: Collect) -> Result<ConsentChange, ConsentChangeError> {
    let on = collect != Collect::Nothing;
    let change = Change::plan(paths, collect)?;
    let was_on = matches!(change.was, Some(Collect::Everything | Collect::Crashes));
    // Held until the file gives consent, so that no other process sends the queue during the purge.
    let _lock = if on && !was_on { begin_anew(paths)? } else { None };
    change.make()?;
    if !on {
        end_run();
        // The run ends before the purge, so that its last events are purged too.
        if let Ok(Some(_lock)) = purge::alone(paths, MOMENT) {
            purge_queue(paths);
        }
    }
    Ok(ConsentChange {
        on,
        line: change.line,
        changed: change.is_needed(),
        overridden_by: if on { consent::overrides(app, paths) } else { Vec::new() },
        file: change.file,
    })
}

/// Purges everything recorded before, and returns the lock that keeps other processes from sending.
fn begin_anew(paths: &Paths) -> Result<Option<UploaderLock>, ConsentChangeError> {
    // The file refuses consent, but this run may have started before the user changed it.
    end_run();
    let lock = purge::alone(paths, UPLOADER).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => ConsentChangeError::Busy,
        _ => ConsentChangeError::NotErased {
            directory: paths.telemetry(),
        },
    })?;
    if lock.is_some() {
        purge_queue(paths);
        // Runs of other processes may not have noticed the refusal either.
        purge::all_runs(paths);
    }
    match purge::left_in([paths.outbox(), paths.runs()]) {
        Some(directory) => Err(ConsentChangeError::NotErased { directory }),
        None => Ok(lock),
    }
}

/// Purges the queue and the counts of dropped events, which a client report would send.
fn purge_queue(paths: &Paths) {
    uploader::withdrawn(paths);
    let mut state = State::load(&paths.state());
    for (dsn, _) in state.unreported() {
        state.reported(&dsn);
    }
    state.save(&paths.state());
}

/// Ends the recording of this process. A preview stores nothing that could be purged.
fn end_run() {
    if let Some(run) = run::current().filter(|run| !run.preview) {
        run.withdraw();
    }
}
