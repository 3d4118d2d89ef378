//! The current run, and how it records events.

use crate::consent;
use crate::delivery::launcher::{Launcher, Trigger};
use crate::event::note::Note;
use crate::event::panic;
use crate::event::types::Event;
use crate::model::app::{App, Delivery};
use crate::model::dsn::Dsn;
use crate::model::reason::{Consent, Reason, Scope};
use crate::model::run_record::Record;
use crate::model::tag_values::TagValues;
use crate::privacy::allow_list;
use crate::registry::command;
use crate::storage::journal::entry::Entry;
use crate::storage::journal::run_journal::RunJournal;
use crate::storage::outbox::Outbox;
use crate::storage::outbox::envelope::{Class, Envelope, FileName};
use crate::storage::paths::Paths;
use crate::storage::{drop_counts, user_id};
use crate::util::json::json_of;
use crate::util::last_error::LastError;
use crate::util::{random, timeout};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::SystemTime;
use uuid::Uuid;

/// The largest envelope, in bytes, and how many frames are left of one that would be larger.
const LARGEST: usize = 200_000;
const FEW_FRAMES: usize = 50;
/// The most errors of a run that are counted, so that its journal stays small.
const MOST_ERRORS: u32 = 1_000;

/// A run with consent.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) app: &'static App,
    pub(crate) paths: Paths,
    pub(crate) user: Option<Uuid>,
    pub(crate) scope: Scope,
    /// Everything is printed; nothing is recorded.
    pub(crate) preview: bool,
    pub(crate) dsn: Option<Dsn>,
    pub(crate) delivery: Delivery,
    /// The program's own tags.
    pub(crate) tags: TagValues,
    pub(crate) outbox: Outbox,
    /// Why the last event could not be recorded.
    pub(crate) last_error: LastError,
    pub(crate) launcher: Launcher,
    pub(crate) record: Record,
    pub(crate) file: Mutex<Option<RunJournal>>,
    /// The start event until the run records something else: a run that only looks at telemetry or
    /// changes it records nothing.
    pub(crate) pending_start: Mutex<Option<(FileName, Envelope)>>,
    /// The thread in which `main` runs.
    pub(crate) main_thread: usize,
    pub(crate) flags: Flags,
}

/// What happened to the run so far.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    errors: AtomicU32,
    /// Panics that only the run journal has.
    pub(super) journaled: AtomicU32,
    /// Events that were dropped and that the run journal does not count yet.
    dropped: AtomicU32,
    pub(super) ended: AtomicBool,
    /// Something was recorded, or tried to be.
    pub(super) recorded: AtomicBool,
    /// The first start with consent, of which no uploader was launched yet.
    pub(crate) first_start: AtomicBool,
}

/// Whether the user still consents.
enum Agreement {
    Given,
    /// The file cannot be read now. The event is dropped and counted.
    Unknown,
    Withdrawn,
}

impl Run {
    /// Records an event, if the user still consents, and launches an uploader if one is due.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "to drop so large a type is much code, which each of the callers would have of its own"
    )]
    pub(crate) fn record(&self, class: Class, event: Event) {
        if !self.try_record(class, &event) {
            self.count_dropped(class);
        }
    }

    /// Records a panic that has this number in the run journal. If it is there, it stays there
    /// unless it is queued now.
    pub(crate) fn record_panic(&self, number: u32, is_journaled: bool, event: &Event) {
        if self.try_record(Class::Crash, event) {
            self.mark_queued(number);
        } else if !is_journaled {
            self.count_dropped(Class::Crash);
        }
    }

    /// Returns false if the event must be counted as dropped. Events outside of the consent are
    /// not.
    fn try_record(&self, class: Class, event: &Event) -> bool {
        if self.scope == Scope::Crashes && class != Class::Crash {
            return true;
        }
        match self.agreement() {
            Agreement::Given => {}
            Agreement::Unknown => return false,
            Agreement::Withdrawn => {
                self.withdraw();
                return true;
            }
        }
        self.queue_start();
        let written = self.write(class, event).is_ok();
        // Also if that failed: the outbox may have other envelopes.
        self.launch(Trigger::push(class == Class::Crash));
        written
    }

    fn agreement(&self) -> Agreement {
        if self.preview {
            return Agreement::Given;
        }
        match consent::decide(self.app, Some(&self.paths)).consent {
            // The user deleted or replaced the id. Nothing more is recorded under it.
            Consent::On(..) if !self.user.is_none_or(|id| user_id::is_still(&self.paths.user_id(), id)) => {
                Agreement::Withdrawn
            }
            Consent::On(..) => Agreement::Given,
            // The user did not say no; an editor may have saved half of a change. Nothing is
            // recorded until the file can be understood, and the uploader sends nothing either.
            Consent::Off(Reason::Unreadable(..) | Reason::Mistake { .. }) => Agreement::Unknown,
            Consent::Off(reason) if reason.may_withdraw() && !reason.withdraws() => Agreement::Unknown,
            Consent::Off(_) => Agreement::Withdrawn,
        }
    }

    /// Queues the start event, if the user still consents: the run does more than inspect
    /// telemetry.
    pub(crate) fn confirm_start(&self) {
        let is_pending = timeout::lock(&self.pending_start).is_some_and(|start| start.is_some());
        if !is_pending {
            return;
        }
        match self.agreement() {
            Agreement::Given => {
                self.queue_start();
                self.launch(Trigger::Push);
            }
            // The run journal keeps it.
            Agreement::Unknown => {}
            Agreement::Withdrawn => self.withdraw(),
        }
    }

    pub(super) fn take_pending_start(&self) -> Option<(FileName, Envelope)> {
        timeout::lock(&self.pending_start)?.take()
    }

    /// Queues the start event before any other event of the run. If that fails, it stays in the run
    /// journal, and an uploader takes it from there when the run is over.
    fn queue_start(&self) {
        self.flags.recorded.store(true, Ordering::Relaxed);
        let Some((name, envelope)) = self.take_pending_start() else {
            return;
        };
        let queued = self.outbox.push_as(&name, &envelope);
        self.last_error.note(&self.paths.outbox(), &queued);
        let file = self.file();
        if let Some(file) = file.as_ref() {
            // In this order: a process that is killed in between sends it twice under one id.
            if queued.is_ok() && file.append(&Entry::Started).is_err() {
                self.outbox.take_back(&name);
            }
        } else if queued.is_err() && file.is_none() {
            self.add_to_drop_counts(Class::Message);
        }
    }

    fn write(&self, class: Class, event: &Event) -> std::io::Result<()> {
        let pushed = self.outbox.push(&self.envelope(class, event));
        self.last_error.note(&self.paths.outbox(), &pushed);
        pushed
    }

    /// The envelope of an event, through the allow-list.
    pub(crate) fn envelope(&self, class: Class, event: &Event) -> Envelope {
        let mut allowed = allow_list::event(self.app, self.user, &self.tags, event);
        let mut envelope = Envelope {
            id: event.id,
            class,
            dsn: self.dsn.clone(),
            payload: json_of(&allowed),
        };
        if envelope.to_bytes().len() > LARGEST {
            // Only a stack trace or the list of libraries can be that long. The innermost frames
            // matter most.
            let exceptions = allowed
                .exception
                .iter_mut()
                .flat_map(|exceptions| &mut exceptions.values);
            for trace in exceptions.filter_map(|exception| exception.stacktrace.as_mut()) {
                let outer = trace.frames.len().saturating_sub(FEW_FRAMES);
                trace.frames.drain(..outer);
            }
            allowed.modules.clear();
            envelope.payload = json_of(&allowed);
        }
        if envelope.to_bytes().len() > LARGEST {
            // Texts can grow when they are written as JSON. The outermost error says what was
            // attempted.
            if let Some(exceptions) = &mut allowed.exception {
                let inner = exceptions.values.len().saturating_sub(1);
                exceptions.values.drain(..inner);
            }
            envelope.payload = json_of(&allowed);
        }
        envelope
    }

    /// Counts an event that could not be recorded: in the run journal, or in `dropped/` without
    /// one.
    pub(crate) fn count_dropped(&self, class: Class) {
        let file = self.file();
        if file.is_none() {
            self.add_to_drop_counts(class);
        } else {
            self.flags.dropped.fetch_add(1, Ordering::Relaxed);
            if let Some(file) = file.as_ref() {
                self.journal_drops(file);
            }
        }
    }

    /// Counts one without allocation. The next entry in the run journal writes it.
    pub(crate) fn count_dropped_later(&self) {
        self.flags.dropped.fetch_add(1, Ordering::Relaxed);
    }

    fn add_to_drop_counts(&self, class: Class) {
        if let Some(dsn) = self.dsn.as_ref().filter(|_| !self.preview) {
            let noted = drop_counts::add(&self.paths.dropped(), dsn, class);
            // A success here does not clear the error of the event itself.
            if noted.is_err() {
                self.last_error.note(&self.paths.dropped(), &noted);
            }
        }
    }

    /// Counts in `dropped/` what the run journal could not count until the end.
    pub(super) fn save_drop_counts(&self) {
        for _ in 0..self.flags.dropped.swap(0, Ordering::Relaxed) {
            self.add_to_drop_counts(Class::Message);
        }
    }

    fn journal_drops(&self, file: &RunJournal) {
        let dropped = &self.flags.dropped;
        while dropped.load(Ordering::Relaxed) > 0 && file.append(&Entry::Dropped).is_ok() {
            dropped.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Writes a panic into the run journal. The uploader sends it from there if the process does
    /// not queue it. Returns true if it was written.
    pub(crate) fn journal_panic(&self, number: u32, event: &Event) -> bool {
        if self.preview {
            return true;
        }
        self.flags.journaled.fetch_add(1, Ordering::Relaxed);
        let allowed = allow_list::event(self.app, self.user, &self.tags, event);
        self.journal(&Entry::Panic(number, json_of(&allowed)))
    }

    /// Writes a note into the run journal, for a panic of which no event can be made here.
    pub(crate) fn note(&self, note: Note) {
        if self.preview {
            let id = random::uuid().unwrap_or_default();
            let event = panic::noted(&note, &self.app.package, id, SystemTime::now());
            return self.record(Class::Crash, event);
        }
        if self.journal(&Entry::Noted(note)) {
            self.flags.journaled.fetch_add(1, Ordering::Relaxed);
        } else {
            self.count_dropped(Class::Crash);
        }
    }

    /// The panic with this number is in the outbox.
    fn mark_queued(&self, number: u32) {
        if !self.preview {
            self.journal(&Entry::Queued(number));
            self.flags.journaled.fetch_sub(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn launch(&self, trigger: Trigger) {
        if !self.preview && self.delivery == Delivery::Background {
            let first = self.flags.first_start.swap(false, Ordering::Relaxed);
            self.launcher.launch(match trigger {
                Trigger::Push if first => Trigger::FirstStart,
                trigger => trigger,
            });
        }
    }

    /// Appends an entry to the run journal, if its lock is free in time. Returns true if it was
    /// written. A run without the entry is reported by its other entries.
    pub(crate) fn journal(&self, entry: &Entry) -> bool {
        if *entry == Entry::Error && self.flags.errors.fetch_add(1, Ordering::Relaxed) >= MOST_ERRORS {
            return false;
        }
        self.file().as_ref().is_some_and(|file| {
            self.journal_drops(file);
            file.append(entry).is_ok()
        })
    }

    /// Shows in the run journal that the run is alive.
    pub(crate) fn touch(&self) {
        if let Some(file) = self.file().as_ref() {
            let _ = file.touch();
        }
    }

    pub(crate) fn on_main_thread(&self) -> bool {
        command::this_thread() == self.main_thread
    }

    /// The run journal; nothing if its lock is not free in time.
    pub(crate) fn file(&self) -> FileGuard<'_> {
        FileGuard(timeout::lock(&self.file))
    }
}

/// The run journal, or nothing.
pub(crate) struct FileGuard<'a>(Option<MutexGuard<'a, Option<RunJournal>>>);

impl FileGuard<'_> {
    /// Returns true if the run has no journal, but not if its lock is taken.
    pub(super) fn is_none(&self) -> bool {
        self.0.as_ref().is_some_and(|file| file.is_none())
    }

    pub(crate) fn as_ref(&self) -> Option<&RunJournal> {
        self.0.as_ref()?.as_ref()
    }

    pub(super) fn take(&mut self) -> Option<RunJournal> {
        self.0.as_mut()?.take()
    }
}
