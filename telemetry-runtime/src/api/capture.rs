//! `capture`: reports errors that the program handled.

use crate::event::error;
use crate::event::known::Known;
use crate::model::any_error::AnyError;
use crate::model::error_chain;
use crate::model::reason::Scope;
use crate::registry::command;
use crate::registry::command::LIVE;
use crate::run;
use crate::storage::journal::entry::Entry;
use crate::storage::outbox::envelope::Class;
use crate::util::catch::is_quiet;
use crate::util::dedup::Places;
use crate::util::source_path;
use std::error::Error;
use std::panic::Location;
use std::sync::atomic::Ordering;

/// The places already reported: each is reported once per run, at most ten in all. A program that
/// captures errors in a loop must not flood the server.
static TOLD: Places = Places::new();

// While telemetry is off, this is one relaxed load, and the error is not read.
#[expect(missing_docs, reason = "the facade's re-export has them")]
#[track_caller]
#[inline]
pub fn capture<Kind>(error: &(impl AnyError<Kind> + ?Sized)) {
    if LIVE.load(Ordering::Relaxed) {
        error.capture_at(Location::caller(), record);
    }
}

#[inline(never)]
fn record(kind: &'static str, error: &dyn Error, place: &'static Location<'static>) {
    let Some(run) = run::current() else { return };
    if run.scope != Scope::Everything || is_quiet() {
        return;
    }
    run.journal(&Entry::Error);
    let kind = kind.trim_start_matches('&');
    let place = named(place);
    let is_new = match &place {
        Some((file, line, column)) => TOLD.is_new(file, *line, *column),
        None => TOLD.is_new(kind, 0, 0),
    };
    if !is_new {
        return;
    }
    let chain = error_chain::of(kind, error);
    let known = Known::here(&run.app.package, command::active_here(), run.on_main_thread());
    let event = error::captured(&chain, command::last_active(), &known, place.as_ref());
    run.record(Class::Error, event);
}

/// File, line and column of the call, if the program wrote the call.
///
/// If the program passes [`capture`] as a function, as in `inspect_err(telemetry::capture)`, the
/// compiler places the call in std or in this file. Then this is `None`.
fn named(place: &Location<'_>) -> Option<(String, u32, u32)> {
    let file = place.file();
    let is_written = !["core/src/ops/function.rs", file!()]
        .iter()
        .any(|shim| source_path::ends_with(file, shim));
    is_written.then(|| (file.to_owned(), place.line(), place.column()))
}
