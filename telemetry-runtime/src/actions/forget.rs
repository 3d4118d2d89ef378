//! `forget` and `reset-id`: the files go. Whoever has received something already must be asked.

use super::{failed, said};
use crate::app::App;
use crate::consent::{self, Consent};
use crate::delivery::{foreground, uploader};
use crate::events::message;
use crate::outbox::envelope_file::{Class, Envelope};
use crate::paths::Paths;
use crate::privacy::{Origin, allow_list};
use crate::{files, run, start, user_id};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use uuid::Uuid;

/// An uploader that is at work ends within half a minute.
const PATIENCE: Duration = Duration::from_secs(35);

pub(super) fn reset_id(app: &'static App, paths: &Paths) -> ExitCode {
    let Some(old) = user_id::read(&paths.user_id()) else {
        return said("there is no user id; one is made when telemetry is first on\n");
    };
    let done = alone(paths, || {
        uploader::erase(paths);
        removed(&paths.user_id())?;
        match consent::decide(app, Some(paths)).consent {
            Consent::On(consent::Scope::Everything, _) => {
                user_id::read_or_make(&paths.user_id(), &paths.telemetry().join("user_id.lock")).map(Some)
            }
            _ => Ok(None),
        }
    });
    match done {
        Err(error) => failed(error),
        Ok(Some(new)) => said(format!("the user id was {}, and is {}\n", old.simple(), new.simple())),
        Ok(None) => said(format!(
            "the user id was {}; a new one is made when telemetry is on again\n",
            old.simple()
        )),
    }
}

pub(super) fn forget(app: &'static App, paths: &Paths, ask_server: bool) -> ExitCode {
    let id = user_id::read(&paths.user_id());
    said(whom_to_ask(app, id));
    if ask_server && let Err(why) = ask(app, paths, id) {
        return failed(format!(
            "the server was not asked: {why}\nNothing was erased: try again, or without asking the server."
        ));
    }
    if ask_server {
        said("The server was asked to erase what it has of this id.\n");
    }
    match alone(paths, || everything(paths)) {
        Err(error) => return failed(error),
        Ok(()) => said("Erased here: the id, what waited, what was sent, and all else that telemetry kept.\n"),
    };
    match consent::decide(app, Some(paths)).consent {
        Consent::On(_, evidence) => said(format!(
            "{} still asks for telemetry: the next start makes a new id.\n",
            evidence.file.display()
        )),
        Consent::Off(_) => ExitCode::SUCCESS,
    }
}

fn whom_to_ask(app: &App, id: Option<Uuid>) -> String {
    let Some(id) = id else {
        return "There is no user id, so that nothing was sent that could be found by it.\n".to_owned();
    };
    let whom = match (app.contact, app.policy) {
        (Some(contact), Some(policy)) => format!("{contact}; see {policy}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "the program's developers, who name no contact".to_owned(),
    };
    format!(
        "user id  {}\n\
         What was received under it can only be erased by those who have it: send it to {whom}\n",
        id.simple()
    )
}

/// One last event, which the user asks for by the very command: it needs no other consent.
fn ask(app: &App, paths: &Paths, id: Option<Uuid>) -> Result<(), String> {
    let id = id.ok_or("there is no user id that it could look for")?;
    let decision = consent::decide(app, Some(paths));
    let dsn = start::destination(app, &decision).ok_or("the program names no server")?;
    let event = allow_list::event(app, Some(id), &app.told(), Origin::Own, &message::forget());
    foreground::send_at_once(
        &dsn,
        &Envelope {
            id: event.event_id,
            class: Class::Message,
            dsn: Some(dsn.clone()),
            payload: allow_list::to_json(&event),
        },
    )
}

/// Does something while no uploader is at work, and no run of this process goes on.
fn alone<T>(paths: &Paths, action: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    if let Some(run) = run::current() {
        run.withdraw();
    }
    let _lock = held(paths)?;
    action()
}

fn held(paths: &Paths) -> io::Result<Option<File>> {
    if !files::is_ours(&paths.telemetry()) {
        // What is not ours alone is not touched; and where there is nothing, nobody is at work.
        return Ok(None);
    }
    match foreground::lock(paths, PATIENCE) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => {
            Err(io::Error::other("an uploader is at work: try again in a moment"))
        }
        lock => lock.map(Some),
    }
}

fn everything(paths: &Paths) -> io::Result<()> {
    uploader::erase(paths);
    for directory in [paths.sent(), paths.check_ins()] {
        for path in files::all(&directory) {
            removed(&path)?;
        }
    }
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
