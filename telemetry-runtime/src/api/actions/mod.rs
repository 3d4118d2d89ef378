//! The actions of the `telemetry` subcommand: each calls a library function and prints the result.

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

/// Prints whether telemetry is on, why, and what is stored on this machine.
pub fn status(json: bool) -> ExitCode {
    let status = asked::status();
    run::only_inspects();
    said(if json {
        state::json(&status)
    } else {
        state::text(&status)
    })
}

/// Writes `telemetry: collect: true` into the user's configuration file. Prints what still keeps
/// telemetry off, if anything does.
pub fn on() -> ExitCode {
    changed(set_consent::on())
}

/// Writes `telemetry: collect: false` into the user's configuration file, and purges the queue.
pub fn off() -> ExitCode {
    changed(set_consent::off())
}

fn changed(result: Result<ConsentChange, ConsentChangeError>) -> ExitCode {
    match result {
        Ok(changed) => said(format!("{changed}\n")),
        Err(error) => failed(error),
    }
}

/// Prints the payloads of a start, of each command, of each check-in, of a crash and of the
/// session, as this program sends them. The user id is zeros.
///
/// Records, stores and sends nothing, so it needs no consent.
pub fn preview(json: bool) -> ExitCode {
    with_app(|app, _| said(preview::all(app, json)))
}

/// Lists the envelopes that are queued and the last 50 that were sent: one line each, newest last.
///
/// With an `id`, or the beginning of one, prints these envelopes in full. Characters that could
/// move a terminal's cursor are escaped. With `json`, prints the bytes of the files instead.
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

/// Prints the manifest: everything that this program can send.
pub fn events(format: Format) -> ExitCode {
    with_app(|app, _| {
        match format {
            Format::Text => said(events::text(&manifest::of(app))),
            Format::Json => said(events::json(&manifest::of(app))),
            // Lists the signals of all operating systems, so that the page is the same on each.
            Format::Markdown => match events::markdown(&manifest::on_all_systems(app), app) {
                Ok(page) => said(page),
                Err(why) => failed(why),
            },
        }
    })
}

/// Sends the queue now, and prints the result. Blocks for half a minute at most.
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

/// Makes a new user id, so that later events cannot be linked with earlier ones.
///
/// Purges the queue, because its envelopes carry the old id.
pub fn reset_id() -> ExitCode {
    with_files(forget::reset_id)
}

/// Deletes the user id and all telemetry files.
///
/// First prints the id and whom to ask to delete the data that was sent. With `ask_server`, it also
/// asks the servers at once, by one last event `telemetry.forget` with the id. If that fails, it
/// deletes nothing.
///
/// Consent does not change. If telemetry is on, the next start makes a new id.
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

/// Like `with_paths`, for actions that change files. A preview refuses them, because it promises to
/// change nothing.
fn with_files(action: impl FnOnce(&'static App, &'static Paths) -> ExitCode) -> ExitCode {
    with_paths(|app, paths| {
        if consent::decide(app, Some(paths)).preview {
            return failed("this run is a preview, and changes nothing");
        }
        action(app, paths)
    })
}
