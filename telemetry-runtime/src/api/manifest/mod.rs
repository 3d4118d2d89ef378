//! Builds the manifest from the commands and check-ins that the linker collects, and the
//! allow-list.

use crate::api::status;
use crate::model::app::App;
use crate::model::dsn::Dsn;
use crate::model::manifest::{Event, Function, Manifest, Tag};
use crate::model::program::{Errors, Messages, Place};
use crate::model::signal::Signal;
use crate::model::tag::Key;
use crate::privacy::table;
use crate::registry::{check_in, command};

/// Returns the manifest: everything that this program can send.
///
/// Use it to show users what telemetry means before they turn it on. It reads no file, and does not
/// depend on whether telemetry is on. Returns `None` in a process that did not start with
/// `#[telemetry::main]`.
pub fn manifest() -> Option<Manifest> {
    status::program().map(|(app, _)| of(app))
}

/// The manifest on this operating system.
pub(crate) fn of(app: &App) -> Manifest {
    with_signals(app, &[Signal::possible()])
}

/// The manifest on all operating systems, for a page that is the same on each.
pub(crate) fn on_all_systems(app: &App) -> Manifest {
    with_signals(app, &[Signal::UNIX, Signal::WINDOWS])
}

/// `systems` lists the signals of each operating system.
fn with_signals(app: &App, systems: &[&[Signal]]) -> Manifest {
    Manifest {
        program: app.name,
        release: app.release_name().into_owned(),
        server: (app.dsn)()
            .and_then(|dsn| dsn.parse::<Dsn>().ok())
            .map(|dsn| dsn.server()),
        contact: app.contact,
        policy: app.policy,
        events: events(app, &systems.concat()),
        tags: tags(app.tags),
        fields: table::of(app),
        sample: app.sample,
        messages_withheld: app.messages == Messages::Withheld,
        captures: app.sentry.is_some(),
    }
}

fn events(app: &App, signals: &[Signal]) -> Vec<Event> {
    let plain = |name: &str, when| Event {
        name: name.to_owned(),
        when,
        function: None,
        tags: Vec::new(),
    };
    let mut events = vec![Event {
        function: Some(function(&app.package.main)),
        ..plain(
            &format!("{} {} started", app.package.name, app.version()),
            "the program starts",
        )
    }];
    let mut named: Vec<Event> = command::all()
        .map(|command| Event {
            function: Some(function(&command.place)),
            tags: tags(command.tags),
            ..plain(&format!("Start {}", command.name), "the command is used; once a run")
        })
        .chain(check_in::all().map(|check_in| Event {
            function: Some(function(&check_in.place)),
            ..plain(
                &format!("Check-in {}", check_in.name),
                "a long-running program is in use; once a day",
            )
        }))
        .collect();
    // The linker's order can differ from build to build.
    named.sort_by(|one, other| (&one.name, place_of(one)).cmp(&(&other.name, place_of(other))));
    events.extend(named);
    events.push(plain(
        "panic",
        "the program panics: with the stack trace; once for each place, at most ten a run",
    ));
    events.push(plain(
        "an error",
        match app.errors {
            Errors::All => {
                "`main` returns an error, or the program captures one that it handled: its type, its causes and their texts"
            }
            Errors::Captured => {
                "the program captures an error that it handled: its type, its causes and their texts"
            }
        },
    ));
    let is_possible = |fault: Signal| signals.contains(&fault);
    if is_possible(Signal::Segv) {
        events.push(plain(
            "a fatal signal",
            "an earlier run was ended by a fault such as SIGSEGV or a stack overflow; the next start reports it",
        ));
    }
    if is_possible(Signal::AccessViolation) {
        events.push(plain(
            "an unhandled exception",
            "an earlier run was ended by a fault such as an access violation or a stack overflow; the next start reports it",
        ));
    }
    if app.sentry.is_some() {
        events.push(plain(
            "what the program captures through the `sentry` crate",
            "the program does so: the level, the scrubbed message, types, texts and stack traces",
        ));
    }
    events.push(plain(
        "a session",
        "a run is over: how it ended, how long it took, and its number of errors",
    ));
    events.push(plain("a client report", "events were dropped: how many, and why"));
    events.push(plain(
        "telemetry.forget",
        "the user asks the server to delete their data: `forget --ask-server`",
    ));
    events
}

fn place_of(event: &Event) -> Option<(&'static str, u32)> {
    event.function.as_ref().map(|function| (function.file, function.line))
}

fn function(place: &Place) -> Function {
    Function {
        name: format!("{}::{}", place.module, place.function),
        file: place.file,
        line: place.line,
    }
}

fn tags(keys: &'static [Key]) -> Vec<Tag> {
    keys.iter()
        .map(|key| Tag {
            name: key.name,
            words: key.words,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::app::Package;

    #[test]
    fn errors_that_main_returns_are_listed_where_they_are_sent() {
        static ALL: App = App::new(Package::EXAMPLE);
        static CAPTURED: App = App::new(Package::EXAMPLE).errors(Errors::Captured);
        let says_main = |app| of(app).events.iter().any(|event| event.when.contains("`main` returns"));
        assert!(says_main(&ALL) && !says_main(&CAPTURED));
    }

    #[test]
    fn each_system_has_its_own_faults_and_the_page_for_all_has_them_all() {
        static APP: App = App::new(Package::EXAMPLE);
        let faults = |manifest: &Manifest| -> Vec<String> {
            let names = manifest.events.iter().map(|event| event.name.clone());
            names
                .filter(|name| name.contains("signal") || name.contains("exception"))
                .collect()
        };
        let [signal, exception] = ["a fatal signal", "an unhandled exception"];
        assert_eq!(faults(&on_all_systems(&APP)), [signal, exception]);
        assert_eq!(faults(&of(&APP)), [if cfg!(windows) { exception } else { signal }]);
        // A signal that asks the program to end causes no event.
        let asked = [Signal::Hup, Signal::Int, Signal::Term, Signal::CtrlC];
        assert!(faults(&with_signals(&APP, &[&asked])).is_empty());
    }
}
