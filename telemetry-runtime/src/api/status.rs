//! `status` and `flush`: show the state of telemetry, and send the queue in the foreground.

use crate::consent;
use crate::consent::destination;
use crate::consent::snapshot;
use crate::delivery::foreground;
use crate::delivery::lock;
use crate::delivery::state::{Backoff, State};
use crate::delivery::transport::Done;
use crate::model::app::App;
use crate::model::dsn::Dsn;
use crate::model::reason::Scope;
use crate::model::reason::{Consent, Reason};
use crate::model::status::{Flushed, Status};
use crate::run::{self};
use crate::storage::outbox::retention;
use crate::storage::paths::Paths;
use crate::storage::{drop_counts, user_id};
use crate::util::clock;
use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

/// The time limit of `flush`.
const FLUSH: Duration = Duration::from_secs(30);

/// The program and its paths, set once by `#[telemetry::main]`.
static STARTED: OnceLock<Started> = OnceLock::new();

struct Started {
    app: &'static App,
    paths: Option<Paths>,
    /// Why this run is off, although the user may have consented.
    failure: Option<Reason>,
}

pub(crate) fn remember(app: &'static App, paths: Option<Paths>, failure: Option<Reason>) {
    let _ = STARTED.set(Started { app, paths, failure });
}

/// The program of this process, and the paths of its files.
pub(crate) fn program() -> Option<(&'static App, Option<&'static Paths>)> {
    STARTED.get().map(|started| (started.app, started.paths.as_ref()))
}

/// Like `program`, for callers that need the paths.
///
/// # Errors
/// If the process did not start with `#[telemetry::main]`, or there is no home directory.
pub(crate) fn started() -> Result<(&'static App, &'static Paths), Reason> {
    let (app, paths) = program().ok_or(Reason::NotStarted)?;
    Ok((app, paths.ok_or(Reason::NoHome)?))
}

/// Returns whether telemetry is on for this program, and the exact reason.
///
/// Use it to show the user the state of telemetry. It reads the environment, the configuration file
/// and telemetry's own files, and changes nothing. In a process that did not start with
/// `#[telemetry::main]`, telemetry is off with [`Reason::NotStarted`].
pub fn status() -> Status {
    let Some(started) = STARTED.get() else {
        return Status::off(Reason::NotStarted);
    };
    let Some(paths) = &started.paths else {
        return Status::off(started.failure.clone().unwrap_or(Reason::NoHome));
    };
    let app = started.app;
    let decision = consent::decide(app, Some(paths));
    let destination = destination::destination(app, &decision);
    let server = destination.as_ref().map(Dsn::server);
    let preview = decision.preview;
    let consent = match decision.consent {
        // The user consented, but this run failed to start, or is not in the sample.
        Consent::On(scope, source) => match &started.failure {
            Some(reason @ (Reason::Storage(..) | Reason::Foreign(..) | Reason::NotInSample(..))) => {
                Consent::Off(reason.clone())
            }
            _ => Consent::On(scope, source),
        },
        off => off,
    };
    let state = State::load(&paths.state());
    let (consented_to, added) = snapshot::added(&paths.consented(), app).unzip();
    Status {
        consented_to,
        added: added.unwrap_or_default(),
        consent,
        server,
        preview,
        line: paths
            .config
            .as_deref()
            .and_then(|file| consent::deciding_line(file, paths.section)),
        config: paths.config.clone(),
        directory: Some(paths.telemetry()),
        user_id: user_id::read(&paths.user_id()).map(|id| id.simple().to_string()),
        queued: retention::list(&paths.outbox()).0.len(),
        paused: destination
            .as_ref()
            .map_or_else(Vec::new, |dsn| paused(&state, dsn.as_str())),
        dropped: dropped(
            &state,
            destination.map_or(0, |dsn| drop_counts::uncollected(&paths.dropped(), &dsn)),
        ),
        last_delivery: state.last.map(|last| (clock::from_millis(last.at), last.result)),
        last_error: run::current()
            .and_then(|run| run.last_error.get().or_else(|| run.launcher.last_error.get()))
            .or_else(|| lock::failed_launch(&paths.lock()).map(lock::did_not_start)),
    }
}

/// The user's next step. If the user called the subcommand `telemetry`, the step names it.
pub(crate) fn next_step(reason: &Reason) -> Option<String> {
    let mut words = std::env::args_os();
    let program = words.next().unwrap_or_default();
    let program = Path::new(&program).file_stem().unwrap_or_default().display();
    let is_open = matches!(reason, Reason::NoFile(..) | Reason::NotAsked(..) | Reason::Declined(..));
    if is_open && words.next().is_some_and(|word| word == "telemetry") {
        return Some(format!("to turn it on: {program} telemetry on"));
    }
    reason.next_step()
}

fn paused(state: &State, dsn: &str) -> Vec<(&'static str, SystemTime)> {
    let now = clock::millis();
    let until = |category| {
        state
            .wait_until(dsn, category, now, Backoff::Obey)
            .map(clock::from_millis)
    };
    let each = [("events", until("error")), ("sessions", until("session"))];
    match each {
        [(_, Some(events)), (_, Some(sessions))] if events == sessions => vec![("everything", events)],
        each => each
            .into_iter()
            .filter_map(|(what, until)| Some((what, until?)))
            .collect(),
    }
}

/// The dropped envelopes by reason: those that the uploader has counted, and those that it has not.
fn dropped(state: &State, uncounted: u64) -> Vec<(String, u64)> {
    let counted = state.unreported().into_iter().flat_map(|(_, dropped)| dropped);
    let uncounted = (uncounted > 0).then(|| ("cache_overflow".to_owned(), uncounted));
    let mut dropped = BTreeMap::<String, u64>::new();
    for (reason, quantity) in counted
        .map(|dropped| (dropped.reason, dropped.quantity))
        .chain(uncounted)
    {
        let words = match reason.as_str() {
            "send_error" => "refused by the server".to_owned(),
            "cache_overflow" => "the outbox was full or could not be written".to_owned(),
            _ => reason,
        };
        let count = dropped.entry(words).or_default();
        *count = count.saturating_add(quantity);
    }
    dropped.into_iter().collect()
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.consent {
            _ if self.preview => writeln!(f, "This run is a preview: it records and sends nothing")?,
            Consent::On(Scope::Everything, _) => writeln!(f, "Telemetry is on")?,
            Consent::On(Scope::Crashes, _) => writeln!(f, "Telemetry is on, for crashes only")?,
            Consent::Off(reason) => {
                writeln!(f, "Telemetry is off: {reason}")?;
                if let Some(step) = next_step(reason) {
                    writeln!(f, "  next step      {step}")?;
                }
            }
        }
        // If telemetry is off, the reason already names the file.
        if let (Consent::On(..), Some(config)) = (&self.consent, &self.config) {
            write!(f, "  decided by     {}", config.display())?;
            match self.line {
                Some(line) => writeln!(f, ", line {line}")?,
                None => writeln!(f)?,
            }
        }
        writeln!(
            f,
            "  server         {}",
            self.server
                .as_deref()
                .unwrap_or("none: the program names no server, so nothing can be sent")
        )?;
        if let Some(directory) = &self.directory {
            writeln!(f, "  files          {}", directory.display())?;
        }
        writeln!(f, "  user id        {}", self.user_id.as_deref().unwrap_or("none"))?;
        write!(f, "  queued         {}", self.queued)?;
        if let Some((at, result)) = &self.last_delivery {
            write!(
                f,
                "\n  last delivery  {}: {result}",
                clock::rfc3339(clock::since_epoch(*at))
            )?;
        }
        for (what, until) in &self.paused {
            write!(
                f,
                "\n  paused         {what}, until {}",
                clock::rfc3339(clock::since_epoch(*until))
            )?;
        }
        for (why, count) in &self.dropped {
            write!(f, "\n  dropped        {count}: {why}")?;
        }
        if let Some(last_error) = &self.last_error {
            write!(f, "\n  last error     {last_error}")?;
        }
        for what in &self.added {
            let release = self.consented_to.as_deref().unwrap_or_default();
            write!(
                f,
                "\n  new            {what}: not in {release}, the release that you consented to"
            )?;
        }
        Ok(())
    }
}

/// Sends the queue now, in the foreground. Blocks for at most half a minute.
///
/// Programs do not need this function, because the uploader sends the queue in the background. Use
/// it for a command by which users watch the delivery. Errors are listed in [`Flushed::Done`].
pub fn flush() -> Flushed {
    let Some(Started {
        app,
        paths: Some(paths),
        ..
    }) = STARTED.get()
    else {
        return Flushed::Off;
    };
    if consent::decide(app, Some(paths)).shares().is_none() {
        return Flushed::Off;
    }
    if let Some(run) = run::current() {
        run.confirm_start();
    }
    let done = match foreground::flush(app, paths, FLUSH) {
        Ok(done) if done.off => return Flushed::Off,
        Ok(done) => done,
        Err(error) if error.kind() == ErrorKind::WouldBlock => return Flushed::Busy,
        Err(error) => {
            let lock = paths.lock();
            let why = format!("{}: {error}", lock.display());
            let failures = [(lock.display().to_string(), why)].into();
            Done {
                failures,
                ..Done::default()
            }
        }
    };
    Flushed::Done {
        sent: done.sent,
        discarded: done.discarded,
        queued: retention::list(&paths.outbox()).0.len(),
        failures: done.failures.into_values().collect(),
    }
}
