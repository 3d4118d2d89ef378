//! `preview`: prints payloads, reduced by the same allow-list as those that are sent.

use super::paint::Paint;
use crate::event::known::Known;
use crate::event::message;
use crate::event::panic::{self, Panic};
use crate::event::stacktrace::{self, Stack};
use crate::event::types::Event;
use crate::model::app::App;
use crate::model::run_record::Record;
use crate::privacy::allow_list;
use crate::registry::{check_in, command};
use crate::session::recover;
use crate::storage::journal::entry::{End, Entry};
use crate::storage::journal::run_journal::Recorded;
use crate::storage::outbox::envelope::Class;
use crate::util::clock;
use crate::util::json::json_of;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use uuid::Uuid;

pub(super) fn all(app: &'static App, json: bool) -> String {
    let payloads = payloads(app);
    if json {
        let all = payloads
            .into_iter()
            .map(|(what, payload)| json!({"what": what, "payload": payload}));
        return format!("{:#}\n", all.collect::<Value>());
    }
    let paint = Paint::of_stdout();
    let mut text = String::new();
    for (what, payload) in payloads {
        let _ = writeln!(text, "{}\n{payload:#}\n", paint.bold(&what));
    }
    text
}

fn payloads(app: &'static App) -> Vec<(String, Value)> {
    let tags = app.tag_values();
    let sent = |event: &Event| json_of(&allow_list::event(app, Some(Uuid::nil()), &tags, event));
    let mut payloads = vec![("when the program starts".to_owned(), sent(&message::started(app)))];
    let mut names = BTreeSet::new();
    for command in command::all().filter(|command| names.insert(command.name)) {
        // The call decides the word. The preview shows the first one of the set.
        let tags: Vec<_> = command
            .tags
            .iter()
            .filter_map(|key| Some((key.name, *key.words.first()?)))
            .collect();
        let what = format!("when the command {} is used", command.name);
        payloads.push((what, sent(&message::command(command.name, &tags))));
    }
    names.clear();
    for check_in in check_in::all().filter(|check_in| names.insert(check_in.name)) {
        let what = format!("at the check-in {}, once a day", check_in.name);
        payloads.push((what, sent(&message::check_in(check_in.name))));
    }
    payloads.push(("when it panics, here".to_owned(), sent(&crash(app))));
    payloads.push(("when the run is over".to_owned(), session(app)));
    payloads
}

/// The event of a panic at this place in the code.
fn crash(app: &'static App) -> Event {
    let main = &app.package.main;
    let command = command::last_active();
    let place = Some((main.file.to_owned(), main.line, 1));
    let panic = Panic {
        message: "an example: index out of bounds: the len is 3 but the index is 7".to_owned(),
        place: place.clone(),
        fatal: true,
        command,
    };
    let known = Known::here(&app.package, command::active_here(), true);
    let mut event = panic::event(&panic, &known);
    if let Some(exception) = event.exceptions.first_mut() {
        exception.stacktrace = stacktrace::of_stack(&Stack::here(), &known, place.as_ref());
    }
    event
}

fn session(app: &App) -> Value {
    let now = clock::millis();
    let run = Recorded {
        path: PathBuf::new(),
        record: Record {
            sid: Uuid::nil(),
            did: Some(Uuid::nil()),
            release: app.release_name().into_owned(),
            environment: app.environment_name().to_owned(),
            dist: None,
            tags: std::collections::BTreeMap::new(),
            dsn: None,
            started: now,
            process: 0,
        },
        entries: vec![Entry::End(End::Exited, now)],
        last_life: now,
    };
    let envelopes = recover::envelopes(app, &run);
    let session = envelopes
        .into_iter()
        .find(|(_, envelope)| envelope.class == Class::Session);
    session.map(|(_, envelope)| envelope.payload).unwrap_or_default()
}
