//! What the program can do for its user: write their choice into their file.

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

/// An uploader ends after half a minute, whatever happens; long before that, it asks for consent.
const UPLOADER: Duration = Duration::from_secs(31);
/// Where it needs longer to notice, it erases by itself.
const MOMENT: Duration = Duration::from_millis(500);

/// Turns telemetry on for the user: writes `telemetry: collect: true` into their configuration
/// file, or into the section that `#[telemetry::main(section = …)]` names.
///
/// Call it only when the user asked for it, by a command such as `my-program telemetry on`.
///
/// One word of the file is changed, or one line added; every other byte stays, and so do permissions, owner, and a link in the file's place. The file is
/// made if there is none. What cannot be changed safely is refused, with the lines to write by hand. [`off`] does the same.
///
/// Nothing that was recorded earlier is ever sent: where the file did not give consent, what lies in the outbox is erased first. Nor does the run in which
/// this is called record anything. Telemetry is on from the next start, unless something that is not the user's file says no:
/// [`ConsentChange::overridden_by`] tells.
///
/// It waits for an uploader that has not yet noticed that it may not send any more, for half a minute at most; else it returns at once.
///
/// # Errors
/// If nothing was changed, and why: see [`ConsentChangeError`].
pub fn on() -> Result<ConsentChange, ConsentChangeError> {
    set(Collect::Everything)
}

/// Turns telemetry off for the user: writes `telemetry: collect: false` into their configuration file, and erases what waits to be sent.
///
/// This run, if it is on, records nothing more and leaves nothing behind. What is on its way to the server at this moment may still arrive. The user id stays:
/// it is a file of its own, for the user to delete.
///
/// # Errors
/// If the file could not be changed, and why: then nothing is erased either.
pub fn off() -> Result<ConsentChange, ConsentChangeError> {
    set(Collect::Nothing)
}

fn set(collect: Collect) -> Result<ConsentChange, ConsentChangeError> {
    let (app, paths) = status::started().map_err(ConsentChangeError::Impossible)?;
    // Also a run in which nothing is changed.
    run::only_inspects();
    match set_once(app, paths, collect) {
        // An editor has saved the file between reading and writing. What it wrote is as good a beginning.
        Err(ConsentChangeError::Changing { .. }) => set_once(app, paths, collect),
        done => done,
    }
}

fn set_once(app: &App, paths: &Paths, collect: Collect) -> Result<ConsentChange, ConsentChangeError> {
    let on = collect != Collect::Nothing;
    let change = Change::plan(paths, collect)?;
    let was_on = matches!(change.was, Some(Collect::Everything | Collect::Crashes));
    // Held until the file says yes: nobody comes by and sends what is being erased.
    let _lock = if on && !was_on { begin_anew(paths)? } else { None };
    change.make()?;
    if !on {
        end_run();
        // In this order: what a run records between the two is erased.
        if let Ok(Some(_lock)) = purge::alone(paths, MOMENT) {
            erase(paths);
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

/// Leaves nothing of what was recorded before, and gives the lock that keeps others from sending meanwhile.
fn begin_anew(paths: &Paths) -> Result<Option<UploaderLock>, ConsentChangeError> {
    // The user has said no in the file, and this run has not yet heard of it.
    end_run();
    let lock = purge::alone(paths, UPLOADER).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => ConsentChangeError::Busy,
        _ => ConsentChangeError::NotErased {
            directory: paths.telemetry(),
        },
    })?;
    if lock.is_some() {
        erase(paths);
        // Runs of other processes have not heard of it either.
        purge::all_runs(paths);
    }
    match purge::left_in([paths.outbox(), paths.runs()]) {
        Some(directory) => Err(ConsentChangeError::NotErased { directory }),
        None => Ok(lock),
    }
}

/// What waits, and the counts of what was lost, which would be told as well.
fn erase(paths: &Paths) {
    uploader::withdrawn(paths);
    let mut state = State::load(&paths.state());
    for (dsn, _) in state.unreported() {
        state.reported(&dsn);
    }
    state.save(&paths.state());
}

/// This process records nothing more. A preview keeps nothing that could be erased.
fn end_run() {
    if let Some(run) = run::current().filter(|run| !run.preview) {
        run.withdraw();
    }
}
