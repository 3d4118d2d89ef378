//! Drains the outbox. The caller holds the uploader's lock: the detached uploader, `flush`, or an
//! exit with `delivery = "inline"`.

use super::state::Backoff;
use super::transport::{Done, Sending, Transport};
use crate::consent;
use crate::consent::destination;
use crate::model::app::App;
use crate::model::reason::{Reason, Scope};
use crate::session::{classify, recover};
use crate::storage::drop_counts;
use crate::storage::journal::entry::Entry;
use crate::storage::journal::run_journal::{self, Found, Recorded};
use crate::storage::outbox::envelope::{Class, Envelope, FileName, LARGEST_FILE, Queued};
use crate::storage::outbox::retention;
use crate::storage::paths::Paths;
use crate::util::clock;
use crate::util::files;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Servers ask for a pause between buffered envelopes; the first few of a batch go at once.
const PAUSE: Duration = Duration::from_millis(100);
const AT_ONCE: u32 = 30;

/// One drain of the outbox.
pub(crate) struct Uploader<'a> {
    app: &'a App,
    paths: &'a Paths,
    deadline: Instant,
    transport: Transport<'a>,
    /// The directory for files that are not ours. If it cannot be made, they stay where they are.
    rejected: Option<PathBuf>,
    /// Files that this uploader leaves where they are.
    skipped: Vec<String>,
    /// How much the user shares now.
    scope: Scope,
}

impl<'a> Uploader<'a> {
    pub(crate) fn new(app: &'a App, paths: &'a Paths, deadline: Instant, backoff: Backoff) -> Self {
        let rejected = paths.rejected();
        Self {
            app,
            paths,
            deadline,
            transport: Transport::new(paths, deadline, backoff),
            rejected: files::directory(&rejected).is_ok().then_some(rejected),
            skipped: Vec::new(),
            scope: Scope::Crashes,
        }
    }

    /// Sends, oldest first, until nothing is left that could be sent now.
    pub(crate) fn drain(&mut self) {
        while self.may_send() && self.collect_runs() | self.send_batch() {}
        self.collect_drop_counts();
        self.reports();
        self.transport.state.save(&self.paths.state());
        for directory in [&self.transport.sent, &self.rejected].into_iter().flatten() {
            retention::tidy(directory);
            files::sweep(directory, "");
        }
        for directory in [self.paths.outbox(), self.paths.runs(), self.paths.telemetry()] {
            files::sweep(&directory, "");
        }
        // All else in there is the program's own.
        files::sweep(&self.paths.data, "user_id.json.");
    }

    /// Returns true if the outbox has files that were not looked at yet.
    pub(crate) fn has_more(&self) -> bool {
        let new = |name: &String| !self.skipped.contains(name);
        // A file of a newer format is no reason to come back: `send_batch` leaves it.
        let (queued, foreign) = retention::list(&self.paths.outbox());
        Instant::now() < self.deadline
            && !self.transport.done.off
            && (queued.iter().map(|(name, _)| name).chain(&foreign).any(new)
                || files::names(&self.paths.runs()).into_iter().any(|name| {
                    new(&name) && matches!(run_journal::look(self.paths.runs().join(name)), Found::Dead(_))
                }))
    }

    pub(crate) fn into_done(self) -> Done {
        self.transport.done
    }

    /// Reads consent again. If it was withdrawn since the last envelope, purges the queue.
    fn may_send(&mut self) -> bool {
        let decision = consent::decide(self.app, Some(self.paths));
        if let Some(scope) = decision.shares() {
            self.scope = scope;
        } else {
            if decision.consent.reason().is_some_and(Reason::withdraws) {
                withdrawn(self.paths);
            }
            self.transport.done.off = true;
        }
        !self.transport.done.off && Instant::now() < self.deadline
    }

    /// Queues the sessions and crashes of runs that are over. Returns true if there were any.
    fn collect_runs(&mut self) -> bool {
        let mut any = false;
        for name in files::names(&self.paths.runs()) {
            if self.skipped.contains(&name) {
                continue;
            }
            let collected = match run_journal::look(self.paths.runs().join(&name)) {
                Found::Newer(_) | Found::Alive(None) => Ok(false),
                Found::Unreadable(_) => Err(io::ErrorKind::Other.into()),
                Found::Emptied(path) => fs::remove_file(path).map(|()| false),
                Found::Foreign(path) => {
                    self.reject(&path, &name);
                    Ok(false)
                }
                Found::Alive(Some(run)) => self.collect_old(&run),
                Found::Dead(run) => self.collect_dead(&run),
            };
            match collected {
                Ok(collected) => any |= collected,
                Err(_) => self.skipped.push(name),
            }
        }
        any
    }

    fn collect_dead(&mut self, run: &Recorded) -> io::Result<bool> {
        // A daemon will go on with it, at its next command, panic or exit; or it goes on anyway.
        let goes_on = || classify::is_without_lock(run) && !self.became_another_run(run);
        if classify::may_be_adopted(run, clock::millis()) || goes_on() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        // The user agreed to less since that run: it is erased like all else that they no longer
        // share.
        let is_shared = self.scope == Scope::Everything || run.record.did.is_none();
        if is_shared {
            for (name, envelope) in recover::envelopes(self.app, run) {
                self.put(&name, &envelope)?;
            }
        }
        fs::remove_file(&run.path)?;
        if let Some(dsn) = run.record.dsn.as_deref().filter(|_| is_shared) {
            let lost = run.entries.iter().filter(|entry| **entry == Entry::Dropped).count();
            self.transport.overflowed(dsn, Class::Message, lost as u64);
        }
        Ok(true)
    }

    /// Returns true if the run's process executed the program anew, which has a run of its own.
    fn became_another_run(&self, run: &Recorded) -> bool {
        files::names(&self.paths.runs()).into_iter().any(|name| {
            let found = run_journal::look(self.paths.runs().join(name));
            matches!(found, Found::Alive(Some(other)) if other.record.process == run.record.process)
        })
    }

    /// Counts what runs without a journal dropped.
    fn collect_drop_counts(&mut self) {
        let decision = consent::decide(self.app, Some(self.paths));
        let shares = decision.shares().is_some();
        let Some(dsn) = destination::destination(self.app, &decision).filter(|_| shares) else {
            return;
        };
        let transport = &mut self.transport;
        // What cannot be read now stays where it is.
        let _ = drop_counts::collect(&self.paths.dropped(), &dsn, |counts| {
            for (class, count) in counts {
                transport.overflowed(dsn.as_str(), class, count);
            }
        });
    }

    /// Of a run that lives, only a session that would soon be too old.
    fn collect_old(&self, run: &Recorded) -> io::Result<bool> {
        let Some((name, envelope)) = recover::session_of_running(run).filter(|_| self.scope == Scope::Everything)
        else {
            return Ok(false);
        };
        self.put(&name, &envelope)?;
        run.add(&Entry::Reported)?;
        Ok(true)
    }

    fn put(&self, name: &FileName, envelope: &Envelope) -> io::Result<()> {
        files::write_whole(&self.paths.outbox().join(name.to_string()), &envelope.to_bytes())
    }

    /// Sends the queued envelopes. Returns true if any was removed from the outbox.
    fn send_batch(&mut self) -> bool {
        let outbox = self.paths.outbox();
        let (queued, foreign) = retention::list(&outbox);
        for name in foreign {
            self.reject(&outbox.join(&name), &name);
        }
        let excess = retention::excess(&outbox, &queued);
        let (mut progress, mut sent) = (false, 0_u32);
        for (name, parsed) in queued {
            if self.skipped.contains(&name) {
                continue;
            }
            if sent >= AT_ONCE {
                std::thread::sleep(PAUSE);
            }
            if !self.may_send() {
                return false;
            }
            let path = outbox.join(&name);
            let bytes = match files::read(&path, LARGEST_FILE) {
                Ok(bytes) => bytes,
                Err(error) if files::is_none_of_ours(&error) => {
                    self.reject(&path, &name);
                    continue;
                }
                Err(error) => {
                    let what = path.display().to_string();
                    self.transport
                        .done
                        .failures
                        .insert(name.clone(), format!("{what}: {error}"));
                    self.skipped.push(name);
                    continue;
                }
            };
            let read = Queued::parse(&bytes).and_then(|queued| Some((queued.dsn().ok()?, queued)));
            match read {
                None => self.reject(&path, &name),
                Some((_, queued)) if self.is_no_longer_shared(parsed.class, &queued) => {
                    progress |= self.remove(&path, name);
                }
                Some((dsn, _)) if excess.contains(&name) => {
                    if self.remove(&path, name) {
                        progress = true;
                        self.transport.done.discarded += 1;
                        let why = "the outbox was full, or the envelope older than 30 days";
                        self.transport.done.failures.insert(why.to_owned(), why.to_owned());
                        if let Some(dsn) = dsn {
                            self.transport.overflowed(dsn.as_str(), parsed.class, 1);
                        }
                    }
                }
                // Without a destination it stays, within the retention limits.
                Some((None, _)) => {
                    self.transport
                        .done
                        .failures
                        .insert(String::new(), "the program names no server".to_owned());
                    self.skipped.push(name);
                }
                Some((Some(dsn), queued)) => {
                    sent += 1;
                    match self.transport.send(&dsn, &queued.to_wire(), &name, parsed.class) {
                        Sending::Done => progress |= self.remove(&path, name),
                        Sending::Postponed => self.skipped.push(name),
                    }
                }
            }
        }
        progress
    }

    /// Removes a file from the outbox. A file that cannot be removed is skipped from now on: it
    /// would be sent over and over.
    fn remove(&mut self, path: &Path, name: String) -> bool {
        let removed = fs::remove_file(path).is_ok();
        if !removed {
            self.skipped.push(name);
        }
        removed
    }

    /// Returns true if the user reduced consent since this was recorded: to crashes only, without
    /// an id.
    fn is_no_longer_shared(&self, class: Class, queued: &Queued) -> bool {
        self.scope == Scope::Crashes && (class != Class::Crash || queued.names_user())
    }

    /// Sends client reports.
    fn reports(&mut self) {
        for (dsn, dropped) in self.transport.unreported() {
            if self.may_send() {
                self.transport.report(&dsn, &dropped);
            }
        }
    }

    /// Moves a file that is not ours out of the outbox.
    fn reject(&mut self, path: &Path, name: &str) {
        let moved = self
            .rejected
            .as_ref()
            .is_some_and(|rejected| fs::rename(path, rejected.join(name)).is_ok());
        if !moved {
            self.skipped.push(name.to_owned());
        }
    }
}

/// Purges after a withdrawal: the queue and the consent snapshot. The caller
/// holds the lock.
pub(crate) fn withdrawn(paths: &Paths) {
    if files::is_ours(&paths.telemetry()) {
        let _ = fs::remove_file(paths.consented());
    }
    purge_queue(paths);
}

/// Purges the queue, files of a newer format included. The caller holds the lock.
///
/// Only in directories that are ours alone: this also runs where nothing was looked at before, and
/// a link there may lead anywhere.
pub(crate) fn purge_queue(paths: &Paths) {
    if !files::is_ours(&paths.telemetry()) {
        return;
    }
    for directory in [paths.outbox(), paths.rejected(), paths.dropped()] {
        // Unfinished files too: their writers fail to rename them, and what they hold is lost, as
        // it should be.
        for path in files::all(&directory) {
            let _ = fs::remove_file(path);
        }
    }
    for path in files::all(&paths.runs()) {
        match run_journal::look(path) {
            Found::Dead(Recorded { path, .. })
            | Found::Newer(path)
            | Found::Emptied(path)
            | Found::Foreign(path)
            | Found::Unreadable(path) => {
                let _ = fs::remove_file(path);
            }
            Found::Alive(_) => {}
        }
    }
}
