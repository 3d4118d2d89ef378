//! Recovers what a run that is over could not send: its session, and events that only its journal
//! has.

use super::classify;
use crate::event::{fatal_signal, panic};
use crate::model::app::App;
use crate::model::dsn::Dsn;
use crate::model::run_record::Record;
use crate::privacy::allow_list;
use crate::privacy::wire::Session;
use crate::storage::journal::entry::Entry;
use crate::storage::journal::run_journal::{self, Found, Recorded};
use crate::storage::outbox::envelope::{Class, Envelope, FileName};
use crate::util::clock;
use crate::util::files;
use crate::util::json::json_of;
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

/// Event ids are the session's id with one of these numbers.
const DEATH: u128 = 1;
const FIRST_NOTE: u128 = 2;

/// The envelopes of a run that is over. Their names are derived from the run: an uploader that dies
/// before it deletes the journal makes the same files again.
pub(crate) fn envelopes(app: &App, run: &Recorded) -> Vec<(FileName, Envelope)> {
    let mut envelopes: Vec<(FileName, Envelope)> = Vec::new();
    let session = classify::session(run).map(|session| of_session(&run.record, &session));
    let id_of = |event: &Value| event.get("event_id").and_then(|id| id.as_str()?.parse().ok());
    if let Some((millis, event)) = classify::unqueued_start(run)
        && let Some(id) = id_of(event)
    {
        envelopes.push(event_at(run, Class::Message, millis, id, event.clone()));
    }
    for event in classify::unqueued_panics(run) {
        // It passed the allow-list when the panic began.
        if let Some(id) = id_of(event) {
            envelopes.push(crash(run, id, event.clone()));
        }
    }
    let notes = run.entries.iter().filter_map(|entry| match entry {
        Entry::Noted(note) => Some(note),
        _ => None,
    });
    for (note, number) in notes.zip(FIRST_NOTE..) {
        let id = derived(run, number);
        let raw = panic::noted(note, &app.package, id, clock::from_millis(run.last_life));
        let event = allow_list::event_of(app, &run.record, &raw);
        envelopes.push(crash(run, id, json_of(&event)));
    }
    if let Some(death) = classify::death(run).filter(|death| !death.panicking) {
        let id = derived(run, DEATH);
        let raw = fatal_signal::event(&death, id, clock::from_millis(run.last_life));
        let event = allow_list::event_of(app, &run.record, &raw);
        envelopes.push(crash(run, id, json_of(&event)));
    }
    envelopes.extend(session);
    envelopes
}

/// An event id that is the same each time, and not the session's.
fn derived(run: &Recorded, number: u128) -> Uuid {
    Uuid::from_u128(run.record.sid.as_u128() ^ number)
}

/// Returns true if a run in this directory died without an end. Reads a few journals only.
pub(crate) fn any_crashed(runs: &Path) -> bool {
    const MOST: usize = 8;
    let names = files::names(runs).into_iter().take(MOST);
    names.map(|name| run_journal::look(runs.join(name))).any(|found| {
        let has_end = |run: &Recorded| run.entries.iter().any(|entry| matches!(entry, Entry::End(..)));
        matches!(found, Found::Dead(run) if !has_end(&run))
    })
}

/// The session of a run that is alive, if it is so old that it must be reported now.
pub(crate) fn session_of_running(run: &Recorded) -> Option<(FileName, Envelope)> {
    let session = classify::session_of_running(run, clock::millis())?;
    Some(of_session(&run.record, &session))
}

fn of_session(record: &Record, session: &Session) -> (FileName, Envelope) {
    let envelope = Envelope {
        id: record.sid,
        class: Class::Session,
        dsn: dsn(record),
        payload: json_of(session),
    };
    (FileName::of_run(Class::Session, record.sid, record.started), envelope)
}

fn crash(run: &Recorded, id: Uuid, payload: Value) -> (FileName, Envelope) {
    event_at(run, Class::Crash, run.last_life, id, payload)
}

fn event_at(run: &Recorded, class: Class, millis: u64, id: Uuid, payload: Value) -> (FileName, Envelope) {
    let envelope = Envelope {
        id,
        class,
        dsn: dsn(&run.record),
        payload,
    };
    (FileName::of_run(class, id, millis), envelope)
}

fn dsn(record: &Record) -> Option<Dsn> {
    record.dsn.as_deref().and_then(|dsn| dsn.parse().ok())
}
