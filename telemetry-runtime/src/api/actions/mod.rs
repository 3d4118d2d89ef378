//! What the user's own commands do: each is one of the library's functions, in words or in JSON.

mod events;
mod forget;
mod output;
mod paint;
mod preview;
mod show;
mod state;

use crate::api::manifest;
use crate::api::set_consent;
use crate::api::status as asked;
use crate::consent;
use crate::model::app::App;
use crate::model::consent_change::{ConsentChange, ConsentChangeError};
use crate::model::events_format::Format;
use crate::model::status::Flushed;
use crate::run;
use crate::storage::paths::Paths;
use output::{bytes_said, failed, said};
use std::process::ExitCode;

/// Whether telemetry is on, exactly why, and what there is of it on this machine.
pub fn status(json: bool) -> ExitCode {
    let status = asked::status();
    run::only_inspects();
    said(if json {
        state::json(&status)
    } else {
        state::text(&status)
    })
}

/// Writes `telemetry: collect: true` into the user's configuration file, and tells what still keeps telemetry off, if anything does.
pub fn on() -> ExitCode {
    changed(set_consent::on())
}

/// Writes `telemetry: collect: false` there, and erases what waits.
pub fn off() -> ExitCode {
    changed(set_consent::off())
}

fn changed(result: Result<ConsentChange, ConsentChangeError>) -> ExitCode {
    match result {
        Ok(changed) => said(format!("{changed}\n")),
        Err(error) => failed(error),
    }
}

/// The payloads of a start, of each command, of a crash and of the session, as this program sends them; the user id is zeros. Nothing is recorded, kept or
/// sent, and no consent is needed.
pub fn preview(json: bool) -> ExitCode {
    with_app(|app, _| said(preview::all(app, json)))
}

/// Lists the envelopes that are queued and the last 50 that were sent: one line each, newest last.
///
/// With an `id`, or the beginning of one, prints these envelopes in full. Characters that could move
/// a terminal's cursor are escaped. With `json`, prints the bytes of the files instead.
pub fn show(id: Option<&str>, json: bool) -> ExitCode {
    with_paths(|_, paths| match id {
        _ if json => bytes_said(&show::bytes(paths, id)),
        None => said(show::list(paths)),
        Some(id) => match show::text(paths, id) {
            Some(text) => said(text),
            None => failed(format!("No envelope has the id {id}. To list them: telemetry show")),
        },
    })
}

/// Everything that this program can ever send.
pub fn events(format: Format) -> ExitCode {
    with_app(|app, _| {
        match format {
            Format::Text => said(events::text(&manifest::of(app))),
            Format::Json => said(events::json(&manifest::of(app))),
            // It depends on the program alone, so that it can be kept beside its code and compared.
            Format::Markdown => match events::markdown(&manifest::on_all_systems(app), app) {
                Ok(page) => said(page),
                Err(why) => failed(why),
            },
        }
    })
}

/// Sends what waits, now, and tells what became of it. Takes half a minute at most.
pub fn flush() -> ExitCode {
    run::only_inspects();
    match asked::flush() {
        Flushed::Off => failed(why_off()),
        Flushed::Busy => failed("Another uploader is sending. Try again in a moment."),
        Flushed::Done {
            sent,
            discarded,
            queued,
            failures,
        } => {
            said(format!("{sent} sent, {discarded} discarded, {queued} queued\n"));
            if failures.is_empty() {
                return ExitCode::SUCCESS;
            }
            failures.iter().map(failed).next_back().unwrap_or(ExitCode::FAILURE)
        }
    }
}

/// Makes a new user id: what is recorded from now on cannot be linked with what was sent before. What waits is of the old one, and is erased.
pub fn reset_id() -> ExitCode {
    with_files(forget::reset_id)
}

/// Erases the user id and all files of telemetry. Before that it prints the id and whom to ask, since what was received already must be erased by those who
/// have it; with `ask_server`, one last event `telemetry.forget` with the id asks them, sent at once.
///
/// Consent stays as it is: where it is given, the next start makes a new id.
pub fn forget(ask_server: bool) -> ExitCode {
    with_files(|app, paths| forget::forget(app, paths, ask_server))
}

fn why_off() -> String {
    let consent = asked::status().consent;
    let reason = consent.reason().map(ToString::to_string).unwrap_or_default();
    format!("Telemetry is off: {reason}")
}

fn with_app(action: impl FnOnce(&'static App, Option<&'static Paths>) -> ExitCode) -> ExitCode {
    run::only_inspects();
    match asked::program() {
        Some((app, paths)) => action(app, paths),
        None => failed("this process did not start with `#[telemetry::main]`"),
    }
}

fn with_paths(action: impl FnOnce(&'static App, &'static Paths) -> ExitCode) -> ExitCode {
    with_app(|app, paths| match paths {
        Some(paths) => action(app, paths),
        None => failed("there is no home directory, and so none of our files"),
    })
}

/// The same where the files are changed: not in a preview, which promises that nothing is made.
fn with_files(action: impl FnOnce(&'static App, &'static Paths) -> ExitCode) -> ExitCode {
    with_paths(|app, paths| {
        if consent::decide(app, Some(paths)).preview {
            return failed("this run is a preview, and changes nothing");
        }
        action(app, paths)
    })
}
