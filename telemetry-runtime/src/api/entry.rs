//! The start and the end of a run, around the program's `main`.

use crate::api::status;
use crate::consent;
use crate::delivery::child;
use crate::event::error;
use crate::hooks::{self, panic_hook, panicking};
use crate::model::app::{App, Errors};
use crate::model::outcome::Outcome;
use crate::model::reason::{Consent, Reason, Scope};
use crate::run::{self, Run};
use crate::run::{notice, start};
use crate::storage::journal::entry::Entry;
use crate::storage::outbox::envelope::Class;
use crate::storage::paths::Paths;
use crate::util::catch::catch_quietly;
use std::sync::atomic::{AtomicBool, Ordering};

/// Called by the expansion of `#[telemetry::main]`, as the whole body of the program's `main`.
///
///
/// Only this function is generic; the compiler compiles everything else once.
pub fn run<T>(app: &'static App, main: impl FnOnce() -> T, outcome: impl FnOnce(&T) -> Outcome) -> T {
    let Some(running) = begin(app) else { return main() };
    let result = main();
    running.returned(|| outcome(&result));
    result
}

/// Ends the run when dropped, also when a panic unwinds `main`.
struct Running(&'static Run);

#[inline(never)]
fn begin(app: &'static App) -> Option<Running> {
    static BEGUN: AtomicBool = AtomicBool::new(false);
    child::upload_if_asked(app);
    if BEGUN.swap(true, Ordering::Relaxed) {
        return None;
    }
    let paths = Paths::of(app);
    let decision = consent::decide(app, paths.as_ref());
    let started = match (&decision.consent, &paths) {
        (Consent::On(scope, _), Some(paths)) => start::start(app, paths, &decision, *scope),
        (Consent::Off(reason), _) => Err(reason.clone()),
        (Consent::On(..), None) => Err(Reason::NoHome),
    };
    let failure = started.as_ref().err().cloned();
    status::remember(app, paths.clone(), failure.clone());
    match started {
        Ok(run) => {
            let run = run::set(run);
            hooks::install(run);
            if let Some(bind) = app.sentry.filter(|_| run.scope == Scope::Everything) {
                catch_quietly(bind);
            }
            Some(Running(run))
        }
        Err(reason) => {
            if reason.deserves_a_line() {
                notice::off(app, &reason);
            }
            if let Some(paths) = paths.filter(|_| reason.may_withdraw()) {
                start::purge_queue(&paths, &reason);
            }
            None
        }
    }
}

impl Running {
    /// Records the outcome of `main`.
    #[inline(never)]
    fn returned(&self, outcome: impl FnOnce() -> Outcome) {
        let run = self.0;
        // Skips forked children and runs that have already ended.
        if run::current().is_none() || run.scope == Scope::Crashes {
            return;
        }
        // With `errors = "captured"`, the session does not count errors from `main` either.
        if run.app.errors == Errors::Captured {
            return;
        }
        match catch_quietly(outcome) {
            Some(Outcome::Success) => {}
            Some(Outcome::Failure(chain)) => {
                run.record(Class::Error, error::from_main(&chain));
                run.journal(&Entry::Error);
            }
            // The error panicked when the runtime read it. That panic is caught quietly, because
            // only the runtime caused it. The session still counts the error.
            None => {
                run.journal(&Entry::Error);
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(run) = run::current() else { return };
        panic_hook::note_unseen_in_main(run);
        run.finish(panicking::end());
    }
}
