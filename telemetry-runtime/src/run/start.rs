//! The start of a run: the user agreed, and now everything must be there that it takes.

use crate::consent::Decision;
use crate::consent::destination;
use crate::consent::snapshot;
use crate::delivery::launcher::{Launcher, Trigger};
use crate::delivery::lock::UploaderLock;
use crate::delivery::uploader;
use crate::event::message;
use crate::model::app::{App, Delivery};
use crate::model::reason::{Consent, Reason, Scope};
use crate::model::run_record::Record;
use crate::model::sample;
use crate::registry::command;
use crate::run::{Flags, Run};
use crate::run::{notice, purge};
use crate::storage::journal::entry::Entry;
use crate::storage::journal::run_journal::RunJournal;
use crate::storage::outbox::Outbox;
use crate::storage::outbox::envelope::{Class, FileName};
use crate::storage::paths::Paths;
use crate::storage::user_id;
use crate::util::json::map;
use crate::util::last_error::LastError;
use crate::util::{clock, files, random};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Makes the run, and records its start.
pub(crate) fn start(app: &'static App, paths: &Paths, decision: &Decision, scope: Scope) -> Result<Run, Reason> {
    let everything = scope == Scope::Everything;
    let dsn = destination::destination(app, decision);
    let mut user = everything.then(Uuid::nil);
    let mut first = false;
    let outbox = if decision.preview {
        Outbox::Stderr
    } else {
        Outbox::directory(paths.outbox())
    };
    if !decision.preview {
        first = directories(paths)?;
        if everything {
            let id = user_id::read_or_make(&paths.user_id(), &paths.user_id_lock());
            let id = id.map_err(|error| storage(paths.user_id(), &error))?;
            if let Some(share) = app
                .sample
                .filter(|share| !sample::contains(id, &app.release_name(), *share))
            {
                return Err(Reason::NotInSample(share.to_string()));
            }
            user = Some(id);
        }
    }
    if !decision.preview {
        // Without it, `status` cannot say what is new: no reason not to start. Where nothing was recorded before, as of a user who was in no sample, this is the first
        // start of all.
        first = snapshot::remember(&paths.consented(), app).unwrap_or(first);
    }
    let sid = random::uuid().map_err(|error| storage(paths.runs(), &error))?;
    let own_tags = app.tag_values();
    let mut tags = map(own_tags
        .iter()
        .map(|(key, word)| ((*key).to_owned(), (*word).to_owned())));
    if let Some((name, share)) = sample::tag(app, user) {
        tags.insert(name, share);
    }
    let record = Record {
        sid,
        did: user,
        release: app.release_name().into_owned(),
        environment: app.environment_name().to_owned(),
        dist: app.dist.map(str::to_owned),
        tags,
        dsn: dsn.as_ref().map(|dsn| dsn.as_str().to_owned()),
        started: clock::millis(),
        process: std::process::id(),
    };
    let run = Run {
        app,
        paths: paths.clone(),
        user,
        scope,
        preview: decision.preview,
        delivery: decision.delivery.unwrap_or(app.delivery),
        tags: own_tags,
        launcher: Launcher::new(app, paths.clone(), dsn.clone()),
        dsn,
        outbox,
        last_error: LastError::default(),
        record,
        file: Mutex::default(),
        pending_start: Mutex::default(),
        main_thread: command::this_thread(),
        flags: Flags::default(),
    };
    let start = everything.then(|| hold_start(&run));
    if !decision.preview {
        let made = RunJournal::create_if_there_is_room(&paths.runs(), &run.record, start.as_ref());
        // Where nobody has collected for long, the run goes on without: the directory does not grow
        // for ever, and whoever may come by is still called.
        if made.as_ref().is_err_and(files::is_overfull) {
            run.last_error.note(&paths.runs(), &made);
            if everything {
                run.count_dropped(Class::Session);
            }
        } else {
            *run.file.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(made.map_err(|error| storage(paths.runs(), &error))?);
        }
    }
    if first && let Consent::On(_, source) = &decision.consent {
        notice::first_start(app, &source.file);
    }
    run.flags.first_start.store(first, Ordering::Relaxed);
    if !run.preview && run.delivery == Delivery::Background {
        // On Windows, a process cannot start another one while it exits (`process::exit`). The
        // uploader that is launched now waits a moment, and finds what a short run leaves.
        run.launcher.launch(match (cfg!(windows), first) {
            (false, _) => Trigger::Start,
            (true, false) => Trigger::Push,
            (true, true) => Trigger::FirstStart,
        });
    }
    Ok(run)
}

/// Keeps the start event until the run does more than look at telemetry or change it. Gives what
/// the run's journal says of it, for a run that is killed before that.
fn hold_start(run: &Run) -> Entry {
    let envelope = run.envelope(Class::Message, &message::started(run.app));
    let name = FileName::new(Class::Message, envelope.id);
    let start = Entry::Start(name.millis, envelope.payload.clone());
    *run.pending_start.lock().unwrap_or_else(PoisonError::into_inner) = Some((name, envelope));
    start
}

/// Our directories, private to the user. Tells whether this is the first start with consent.
fn directories(paths: &Paths) -> Result<bool, Reason> {
    // Before anything is made in it; and what is made with ours, afterwards.
    let was_there = above(&paths.data)?;
    let first = files::directory(&paths.telemetry()).map_err(|error| storage(paths.telemetry(), &error))?;
    if !was_there {
        above(&paths.data)?;
    }
    for directory in [paths.outbox(), paths.runs()] {
        files::directory(&directory).map_err(|error| storage(directory, &error))?;
    }
    Ok(first)
}

/// Whether the program's own directory is there. It may have other modes than ours, but not other writers; and it may be a link to a place that the
/// user chose, but none that somebody else did.
fn above(data: &Path) -> Result<bool, Reason> {
    let entry = match std::fs::symlink_metadata(data) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        found => found.map_err(|error| storage(data.to_owned(), &error))?,
    };
    let foreign = |why| Reason::Foreign(data.to_owned(), why);
    if !entry.is_symlink() {
        return files::belongs_to_us(&entry, 0o002).map(|()| true).map_err(foreign);
    }
    // The mode of a link says nothing.
    files::belongs_to_us(&entry, 0).map_err(foreign)?;
    let directory = std::fs::metadata(data).map_err(|error| storage(data.to_owned(), &error))?;
    files::belongs_to_us(&directory, 0o002).map(|()| true).map_err(foreign)
}

fn storage(path: PathBuf, error: &std::io::Error) -> Reason {
    Reason::Storage(path, error.to_string())
}

/// Removes what an earlier run recorded, if there is anything and the user's file says no. An
/// uploader that is at work asks for consent itself.
pub(crate) fn erase(paths: &Paths, reason: &Reason) {
    // One look is all that this costs whoever never consented.
    // And whatever is not ours alone is not touched: a link there may lead anywhere.
    if !files::is_ours(&paths.telemetry()) {
        return;
    }
    let directories = [paths.outbox(), paths.runs(), paths.rejected(), paths.dropped()];
    if purge::left_in(directories).is_none() && !paths.consented().exists() {
        return;
    }
    if !reason.withdraws() {
        return;
    }
    if let Ok(Some(lock)) = UploaderLock::try_acquire(&paths.lock()) {
        uploader::withdrawn(paths);
        lock.release();
    }
}
