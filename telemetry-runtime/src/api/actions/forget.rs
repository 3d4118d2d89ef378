//! `forget` and `reset-id`: delete the local files, and say whom to ask to delete sent data.

use super::output::{failed, said};
use crate::consent;
use crate::consent::destination;
use crate::delivery::{foreground, uploader};
use crate::event::message;
use crate::model::app::App;
use crate::model::dsn::Dsn;
use crate::model::reason::{Consent, Scope};
use crate::privacy::allow_list;
use crate::run::{self, purge};
use crate::storage::outbox::envelope::{Class, Envelope, LARGEST_FILE, Queued};
use crate::storage::paths::Paths;
use crate::storage::user_id;
use crate::util::files;
use crate::util::json::json_of;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use uuid::Uuid;

/// Longer than any uploader runs: each ends within half a minute.
const LONGEST_WAIT: Duration = Duration::from_secs(35);

pub(super) fn reset_id(app: &'static App, paths: &Paths) -> ExitCode {
    let old = match user_id::try_to_read(&paths.user_id()) {
        Err(error) => return failed(format!("{}: {error}", paths.user_id().display())),
        Ok(None) => return said("There is no user id. One is made when telemetry is first on.\n"),
        Ok(Some(old)) => old,
    };
    let done = alone(paths, || {
        purge_queue(paths)?;
        removed(&paths.user_id())?;
        match consent::decide(app, Some(paths)).shares() {
            Some(Scope::Everything) => user_id::read_or_make(&paths.user_id(), &paths.user_id_lock()).map(Some),
            _ => Ok(None),
        }
    });
    match done {
        Err(error) => failed(error),
        Ok(Some(new)) => said(format!(
            "The user id was {} and is now {}.\n",
            old.simple(),
            new.simple()
        )),
        Ok(None) => said(format!(
            "The user id {} is deleted. A new one is made when telemetry is on again.\n",
            old.simple()
        )),
    }
}

pub(super) fn forget(app: &'static App, paths: &Paths, ask_server: bool) -> ExitCode {
    let id = match user_id::try_to_read(&paths.user_id()) {
        Err(error) => return failed(format!("{}: {error}\nNothing was deleted.", paths.user_id().display())),
        Ok(id) => id,
    };
    // A user who could not read the id still needs it, so nothing is deleted.
    if said(whom_to_ask(app, id)) != ExitCode::SUCCESS {
        return ExitCode::FAILURE;
    }
    let done = alone(paths, || {
        if ask_server {
            ask(app, paths, id).map_err(|why| {
                let rest = "Nothing was deleted. Try again, or leave out --ask-server.";
                io::Error::other(format!("The server could not be asked: {why}\n{rest}"))
            })?;
            said("The server was asked to delete what it has under this id.\n");
        }
        everything(paths)
    });
    match done {
        Err(error) => return failed(error),
        Ok(()) => {
            said("Deleted: the user id, the queue, the copies of what was sent, and all other telemetry files.\n")
        }
    };
    match consent::decide(app, Some(paths)).consent {
        Consent::On(_, source) => said(format!(
            "Telemetry is still on ({}): the next start makes a new id.\n",
            source.file.display()
        )),
        Consent::Off(_) => ExitCode::SUCCESS,
    }
}

fn whom_to_ask(app: &App, id: Option<Uuid>) -> String {
    let Some(id) = id else {
        return "There is no user id on this machine, so nobody can be asked to delete what was sent under one.\n"
            .to_owned();
    };
    let whom = match (app.contact, app.policy) {
        (Some(contact), Some(policy)) => format!("{contact}; see {policy}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "the program's developers (they name no contact)".to_owned(),
    };
    format!(
        "User id: {}\n\
         To have the data that was sent under it deleted, send this id to {whom}.\n",
        id.simple()
    )
}

/// Asks the servers, by one last event, to delete the data under this id.
///
/// The command is itself the user's consent to this event, so the file need not give any. Other
/// reasons against sending still hold, such as a variable of the environment.
fn ask(app: &App, paths: &Paths, id: Option<Uuid>) -> Result<(), String> {
    let id = id.ok_or("there is no user id")?;
    let decision = consent::decide(app, Some(paths));
    if let Some(reason) = decision.consent.reason().filter(|reason| !reason.may_withdraw()) {
        return Err(reason.to_string());
    }
    let raw = message::forget();
    let mut event = allow_list::event(app, Some(id), &app.tag_values(), &raw);
    // The event carries the id and nothing else about the user.
    event.tags.clear();
    event.contexts.runtime = None;
    event.contexts.os = None;
    event.contexts.device = None;
    event.modules.clear();
    let payload = json_of(&event);
    let mut servers = who_got_something(paths);
    if servers.is_empty() {
        servers.extend(destination::destination(app, &decision));
    }
    if servers.is_empty() {
        return Err("the program names no server".to_owned());
    }
    for dsn in servers {
        let envelope = Envelope {
            id: raw.id,
            class: Class::Message,
            dsn: Some(dsn.clone()),
            payload: payload.clone(),
        };
        foreground::send_at_once(&dsn, &envelope).map_err(|why| format!("{}: {why}", dsn.server()))?;
    }
    Ok(())
}

/// The servers named by the copies of sent envelopes. The user may have named another server since.
fn who_got_something(paths: &Paths) -> Vec<Dsn> {
    let mut servers: Vec<Dsn> = Vec::new();
    for path in files::all(&paths.sent()) {
        let bytes = files::read(&path, LARGEST_FILE).unwrap_or_default();
        let dsn = Queued::parse(&bytes).and_then(|sent| sent.dsn().ok().flatten());
        servers.extend(dsn.filter(|dsn| !servers.contains(dsn)));
    }
    servers
}

/// Runs `action` under the uploader's lock, after this process withdrew its run.
fn alone<T>(paths: &Paths, action: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    if let Some(run) = run::current() {
        run.withdraw();
    }
    let _lock = purge::alone(paths, LONGEST_WAIT).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => io::Error::other("Another uploader is sending. Try again in a moment."),
        _ => error,
    })?;
    action()
}

/// Purges the queue and deletes the journals of all runs. Running programs notice that their id is
/// gone.
fn purge_queue(paths: &Paths) -> io::Result<()> {
    uploader::purge_queue(paths);
    purge::all_runs(paths);
    are_empty([paths.outbox(), paths.runs(), paths.rejected(), paths.dropped()])
}

fn are_empty(directories: impl IntoIterator<Item = PathBuf>) -> io::Result<()> {
    match purge::left_in(directories) {
        Some(directory) => {
            let what = format!("{}: the files there could not be deleted", directory.display());
            Err(io::Error::other(what))
        }
        None => Ok(()),
    }
}

fn everything(paths: &Paths) -> io::Result<()> {
    purge_queue(paths)?;
    for directory in [paths.sent(), paths.check_ins()] {
        for path in files::all(&directory) {
            removed(&path)?;
        }
    }
    are_empty([paths.sent(), paths.check_ins()])?;
    if files::is_ours(&paths.telemetry()) {
        removed(&paths.state())?;
        removed(&paths.consented())?;
    }
    removed(&paths.user_id())
}

fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}
