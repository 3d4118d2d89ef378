//! Events for starts, commands and check-ins. Every word in them was fixed when the program was
//! compiled.

use crate::event::types::{Event, Level};
use crate::model::app::App;
use crate::util::json::map;
use std::borrow::Cow;

/// The program was started.
pub(crate) fn started(app: &App) -> Event {
    message(
        format!("{} {} started", app.package.name, app.version()),
        &["telemetry.start"],
    )
}

/// A command was entered.
pub(crate) fn command(name: &'static str, own: &[(&'static str, &'static str)]) -> Event {
    let mut event = message(format!("Start {name}"), &["telemetry.command", name]);
    let tags = own.iter().copied().chain([("command", name)]);
    event.tags = map(tags.map(|(key, word)| (key.into(), word.into())));
    event
}

/// A long-running program is alive.
pub(crate) fn check_in(name: &'static str) -> Event {
    message(format!("Check-in {name}"), &["telemetry.check_in", name])
}

/// The user asks the server to delete what it has under their id.
pub(crate) fn forget() -> Event {
    message("telemetry.forget".to_owned(), &["telemetry.forget"])
}

/// The fingerprint makes one issue of all events of one name, whatever the release.
fn message(text: String, fingerprint: &[&'static str]) -> Event {
    Event {
        message: Some(text),
        fingerprint: fingerprint.iter().map(|part| Cow::Borrowed(*part)).collect(),
        ..Event::now(Level::Info)
    }
}
