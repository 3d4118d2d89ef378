//! The start of a run with consent: directories, user id, run journal, start event.

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

/// Starts the run and holds its start event.
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
        // Without the snapshot, `status` cannot say what is new, which is no reason not to start.
        // If nothing was recorded before, as for a user outside the sample, this is the first
        // start.
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
        // If no uploader has run for long, the run continues without a journal, so that the
        // directory stays small.
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

/// Holds the start event until the run does more than inspect or change telemetry. Returns the
/// entry for the run journal, in case the run is killed before that.
fn hold_start(run: &Run) -> Entry {
    let envelope = run.envelope(Class::Message, &message::started(run.app));
    let name = FileName::new(Class::Message, envelope.id);
    let start = Entry::Start(name.millis, envelope.payload.clone());
    *run.pending_start.lock().unwrap_or_else(PoisonError::into_inner) = Some((name, envelope));
    start
}

/// Creates our directories, private to the user. Returns true on the first start with consent.
fn directories(paths: &Paths) -> Result<bool, Reason> {
    // Checked before anything is created in it, and again if it was created with ours.
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

/// Returns true if the program's own directory exists. It may be readable by others, but not
/// writable. It may be a link, if the user owns the link.
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

/// Purges what an earlier run recorded, if the user's file says no. A running uploader reads
/// consent itself.
pub(crate) fn purge_queue(paths: &Paths, reason: &Reason) {
    // For a user who never consented, this costs one system call. A directory that is not ours
    // alone is not touched: a link there may lead anywhere.
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
