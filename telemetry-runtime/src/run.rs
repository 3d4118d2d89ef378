//! The run that this process is: what it knows, and what can be done with it.

use crate::app::{App, Delivery};
use crate::consent::{self, Consent, Reason, Scope};
use crate::delivery::foreground;
use crate::delivery::nudge::{Nudge, Occasion};
use crate::dsn::Dsn;
use crate::endings::signals;
use crate::events::panic;
use crate::obstacle::Obstacle;
use crate::outbox::Outbox;
use crate::outbox::envelope_file::{Class, Envelope, FileName};
use crate::paths::Paths;
use crate::privacy::{Origin, allow_list};
use crate::session::mark::{End, Mark};
use crate::session::note::Note;
use crate::session::run_file::{self, Found, Record, Recorded, RunFile};
use crate::session::{classify, left};
use crate::told::Told;
use crate::{clock, command, losses, patience, random, user_id};
use sentry::protocol::Event;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};
use std::time::SystemTime;
use uuid::Uuid;

/// Whether anything is recorded: the only thing that an annotated function looks at while telemetry is off.
pub(crate) static LIVE: AtomicBool = AtomicBool::new(false);
static RUN: OnceLock<Run> = OnceLock::new();
/// The process that has the run.
static OWNER: AtomicU32 = AtomicU32::new(0);

/// The largest envelope, in bytes, and how many frames are left of one that would be larger.
const LARGEST: usize = 200_000;
const FEW_FRAMES: usize = 50;
/// At most so many errors of a run are counted, so that its file stays small: a program may live on caught panics.
const MOST_ERRORS: u32 = 1_000;

/// A run of which the user asked to hear.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) app: &'static App,
    pub(crate) paths: Paths,
    pub(crate) user: Option<Uuid>,
    pub(crate) scope: Scope,
    /// Nothing is kept: everything goes to the user's eyes.
    pub(crate) preview: bool,
    pub(crate) dsn: Option<Dsn>,
    pub(crate) delivery: Delivery,
    /// The program's own tags.
    pub(crate) tags: Told,
    pub(crate) outbox: Outbox,
    /// Why the last event could not be kept.
    pub(crate) obstacle: Obstacle,
    pub(crate) nudge: Nudge,
    pub(crate) record: Record,
    pub(crate) file: Mutex<Option<RunFile>>,
    /// The start event until the run records something else: a run that only looks at telemetry or
    /// changes it records nothing.
    pub(crate) held: Mutex<Option<(FileName, Envelope)>>,
    /// The thread in which `main` runs.
    pub(crate) main_thread: usize,
    pub(crate) flags: Flags,
}

/// What happened to the run so far.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    errors: AtomicU32,
    /// Panics that are in the run's file alone.
    foretold: AtomicU32,
    /// Events that were lost and that the run's file does not say yet.
    lost: AtomicU32,
    ended: AtomicBool,
    /// Something was recorded, or tried to be.
    recorded: AtomicBool,
    /// The first start with consent, of which no uploader was launched yet.
    pub(crate) first_start: AtomicBool,
}

/// Makes the run this process's own.
pub(crate) fn set(run: Run) -> &'static Run {
    let run = RUN.get_or_init(|| run);
    OWNER.store(run.record.process, Ordering::Relaxed);
    LIVE.store(true, Ordering::Relaxed);
    run
}

/// The run, unless telemetry is off or this process has one already: a program may call its own `main`.
pub(crate) fn current() -> Option<&'static Run> {
    if !LIVE.load(Ordering::Relaxed) {
        return None;
    }
    // A run belongs to the process that made it. A forked child has a copy of everything, but it is
    // not the run, unless it can take it over.
    let run = RUN.get()?;
    (OWNER.load(Ordering::Relaxed) == std::process::id() || adopt(run)).then_some(run)
}

/// Returns true if this process has a copy of a run, which may become its own.
pub(crate) fn may_be_adopted() -> bool {
    LIVE.load(Ordering::Relaxed) && RUN.get().is_some_and(|run| !run.preview)
}

/// Takes over the run in a forked child whose parent is gone, as a daemon's is. Commands that the
/// child entered before are recorded now.
fn adopt(run: &'static Run) -> bool {
    // Only runs with a journal can be taken over: its lock shows that no other process has the run.
    if run.preview || !signals::adopt() {
        return false;
    }
    OWNER.store(std::process::id(), Ordering::Relaxed);
    // The parent may have queued the start after it was split, which this copy does not know.
    let journal = run_file::look(run.file_path());
    if matches!(&journal, Found::Alive(Some(run)) if classify::unqueued_start(run).is_none()) {
        drop(run.take_held());
    }
    command::record_missed(run);
    true
}

/// This run only looks at telemetry or changes it, and so records nothing; unless it has recorded
/// something already.
pub(crate) fn only_inspects() {
    if let Some(run) = current().filter(|run| !run.flags.recorded.load(Ordering::Relaxed)) {
        run.withdraw();
    }
}

/// Whether the user agrees to what is being recorded.
enum Agreement {
    Given,
    /// It cannot be told now. What is to be recorded is lost.
    Unknown,
    Withdrawn,
}

impl Run {
    /// Records an event, if the user still agrees, and has it sent soon.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "to drop so large a type is much code, which each of the callers would have of its own"
    )]
    pub(crate) fn push(&self, class: Class, event: Event<'_>) {
        self.push_from(Origin::Own, class, &event);
    }

    /// The same for an event that somebody else may have made.
    pub(crate) fn push_from(&self, origin: Origin, class: Class, event: &Event<'_>) {
        if !self.try_to_push(origin, class, event) {
            self.lose(class);
        }
    }

    /// The same for a panic that was foretold under this number. If it is in the run's file, it
    /// stays there unless it is told now.
    pub(crate) fn tell(&self, number: u32, is_kept: bool, event: &Event<'_>) {
        if self.try_to_push(Origin::Own, Class::Crash, event) {
            self.told(number);
        } else if !is_kept {
            self.lose(Class::Crash);
        }
    }

    /// `false` if the event is lost; not of one that the user does not share.
    fn try_to_push(&self, origin: Origin, class: Class, event: &Event<'_>) -> bool {
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
        let written = self.write(origin, class, event).is_ok();
        // Also where that failed: what waits already may be sent.
        self.nudge(Occasion::push(class == Class::Crash));
        written
    }

    fn agreement(&self) -> Agreement {
        if self.preview {
            return Agreement::Given;
        }
        match consent::decide(self.app, Some(&self.paths)).consent {
            // The user gave the id up: nothing more is recorded under it.
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

    /// The run does something: its start is queued, if the user still agrees.
    pub(crate) fn confirm_start(&self) {
        let is_held = patience::lock(&self.held).is_some_and(|held| held.is_some());
        if !is_held {
            return;
        }
        match self.agreement() {
            Agreement::Given => {
                self.queue_start();
                self.nudge(Occasion::Push);
            }
            // The run's journal keeps it.
            Agreement::Unknown => {}
            Agreement::Withdrawn => self.withdraw(),
        }
    }

    fn take_held(&self) -> Option<(FileName, Envelope)> {
        patience::lock(&self.held)?.take()
    }

    /// Before anything else of the run. What cannot be written stays in the run's journal, from
    /// where an uploader takes it when the run is over.
    fn queue_start(&self) {
        self.flags.recorded.store(true, Ordering::Relaxed);
        let Some((name, envelope)) = self.take_held() else {
            return;
        };
        let queued = self.outbox.push_as(&name, &envelope);
        self.obstacle.note(&self.paths.outbox(), &queued);
        let file = self.file();
        if let Some(file) = file.as_ref() {
            // In this order, because the process may be killed in between: rather twice under one
            // id than not at all.
            if queued.is_ok() && file.mark(&Mark::Started).is_err() {
                self.outbox.take_back(&name);
            }
        } else if queued.is_err() && file.is_none() {
            self.note_loss(Class::Message);
        }
    }

    fn write(&self, origin: Origin, class: Class, event: &Event<'_>) -> std::io::Result<()> {
        let pushed = self.outbox.push(&self.envelope(origin, class, event));
        self.obstacle.note(&self.paths.outbox(), &pushed);
        pushed
    }

    /// Through the door.
    pub(crate) fn envelope(&self, origin: Origin, class: Class, event: &Event<'_>) -> Envelope {
        let mut allowed = allow_list::event(self.app, self.user, &self.tags, origin, event);
        let mut envelope = Envelope {
            id: allowed.event_id,
            class,
            dsn: self.dsn.clone(),
            payload: allow_list::to_json(&allowed),
        };
        if envelope.to_bytes().len() > LARGEST {
            // Only a traceback, or a list of packages, can be that long. The innermost frames say most.
            for trace in allowed
                .exception
                .iter_mut()
                .filter_map(|exception| exception.stacktrace.as_mut())
            {
                let outer = trace.frames.len().saturating_sub(FEW_FRAMES);
                trace.frames.drain(..outer);
            }
            allowed.modules.clear();
            envelope.payload = allow_list::to_json(&allowed);
        }
        if envelope.to_bytes().len() > LARGEST {
            // Texts that grow when they are written as JSON. The outermost error says what was attempted.
            let inner = allowed.exception.values.len().saturating_sub(1);
            allowed.exception.values.drain(..inner);
            envelope.payload = allow_list::to_json(&allowed);
        }
        envelope
    }

    /// Something could not be kept: the run's file says so, as soon as it can, or where there is none, another.
    pub(crate) fn lose(&self, class: Class) {
        let file = self.file();
        if file.is_none() {
            self.note_loss(class);
        } else {
            self.flags.lost.fetch_add(1, Ordering::Relaxed);
            if let Some(file) = file.as_ref() {
                self.mark_losses(file);
            }
        }
    }

    /// The same without memory: the next line in the run's file says so.
    pub(crate) fn owe_loss(&self) {
        self.flags.lost.fetch_add(1, Ordering::Relaxed);
    }

    fn note_loss(&self, class: Class) {
        if let Some(dsn) = self.dsn.as_ref().filter(|_| !self.preview) {
            let noted = losses::add(&self.paths.losses(), dsn, class);
            // What was in the way of the event itself is no less in the way where this succeeds.
            if noted.is_err() {
                self.obstacle.note(&self.paths.losses(), &noted);
            }
        }
    }

    fn mark_losses(&self, file: &RunFile) {
        let lost = &self.flags.lost;
        while lost.load(Ordering::Relaxed) > 0 && file.mark(&Mark::Lost).is_ok() {
            lost.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Puts an event into the run's file, to be sent from there should nothing more be heard of it.
    /// Returns whether it is there.
    pub(crate) fn foretell(&self, number: u32, event: &Event<'_>) -> bool {
        if self.preview {
            return true;
        }
        self.flags.foretold.fetch_add(1, Ordering::Relaxed);
        let allowed = allow_list::event(self.app, self.user, &self.tags, Origin::Own, event);
        self.mark(&Mark::Panic(number, allow_list::to_json(&allowed)))
    }

    /// Puts a panic into the run's file of which no event can be made here.
    pub(crate) fn note(&self, note: Note) {
        if self.preview {
            let id = random::uuid().unwrap_or_default();
            let event = panic::noted(&note, &self.app.package, id, SystemTime::now());
            return self.push(Class::Crash, event);
        }
        if self.mark(&Mark::Noted(note)) {
            self.flags.foretold.fetch_add(1, Ordering::Relaxed);
        } else {
            self.lose(Class::Crash);
        }
    }

    /// That event was sent otherwise.
    fn told(&self, number: u32) {
        if !self.preview {
            self.mark(&Mark::Told(number));
            self.flags.foretold.fetch_sub(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn nudge(&self, occasion: Occasion) {
        if !self.preview && self.delivery == Delivery::Background {
            let first = self.flags.first_start.swap(false, Ordering::Relaxed);
            self.nudge.nudge(match occasion {
                Occasion::Push if first => Occasion::FirstStart,
                occasion => occasion,
            });
        }
    }

    /// Notes something in the run's file, if it can be had in time. Returns whether it is there.
    ///
    /// A run without its marks is reported as what it then looks like.
    pub(crate) fn mark(&self, mark: &Mark) -> bool {
        if *mark == Mark::Error && self.flags.errors.fetch_add(1, Ordering::Relaxed) >= MOST_ERRORS {
            return false;
        }
        self.file().as_ref().is_some_and(|file| {
            self.mark_losses(file);
            file.mark(mark).is_ok()
        })
    }

    /// The run is alive.
    pub(crate) fn touch(&self) {
        if let Some(file) = self.file().as_ref() {
            let _ = file.touch();
        }
    }

    pub(crate) fn on_main_thread(&self) -> bool {
        command::this_thread() == self.main_thread
    }

    /// The run is over. Only the first end counts.
    pub(crate) fn finish(&self, end: End) {
        if self.flags.ended.swap(true, Ordering::Relaxed) {
            return;
        }
        LIVE.store(false, Ordering::Relaxed);
        let mark = Mark::End(end, clock::millis());
        if self.file().is_none() {
            self.confirm_start();
        }
        // Of a run that shares its crashes alone, and had none, there is nothing to report.
        let is_silent = !self.preview
            && self.user.is_none()
            && end == End::Exited
            && self.flags.foretold.load(Ordering::Relaxed) == 0
            && !signals::has_forked();
        if is_silent {
            self.release();
            self.remove_file();
        } else {
            self.mark(&mark);
            self.release();
        }
        match self.delivery {
            _ if self.preview => self.preview_session(mark),
            Delivery::Background => self.nudge(Occasion::push(end == End::Crashed)),
            Delivery::Inline => foreground::inline(self.app, &self.paths),
        }
    }

    /// Lets go of the run's file, so that it can be reported.
    fn release(&self) {
        signals::release();
        drop(self.file().take());
    }

    /// The user changed their mind while the program ran: nothing more is recorded, and the run leaves nothing behind.
    pub(crate) fn withdraw(&self) {
        self.flags.ended.store(true, Ordering::Relaxed);
        LIVE.store(false, Ordering::Relaxed);
        drop(self.take_held());
        self.release();
        if !self.preview {
            self.remove_file();
        }
    }

    fn remove_file(&self) {
        let _ = std::fs::remove_file(self.file_path());
    }

    pub(crate) fn file_path(&self) -> PathBuf {
        self.paths.runs().join(self.record.sid.simple().to_string())
    }

    fn preview_session(&self, mark: Mark) {
        let ended = Recorded {
            path: PathBuf::new(),
            record: self.record.clone(),
            marks: vec![mark],
            last_life: clock::millis(),
        };
        for (_, envelope) in left::of_the_dead(self.app, &ended) {
            // Only the user's terminal could say no, and it was asked nothing.
            let _ = self.outbox.push(&envelope);
        }
    }

    /// The run's file; nothing where it cannot be had in time.
    pub(crate) fn file(&self) -> FileGuard<'_> {
        FileGuard(patience::lock(&self.file))
    }
}

/// The run's file, or nothing.
pub(crate) struct FileGuard<'a>(Option<MutexGuard<'a, Option<RunFile>>>);

impl FileGuard<'_> {
    /// Whether the run has none. It may have one that cannot be had in time.
    fn is_none(&self) -> bool {
        self.0.as_ref().is_some_and(|file| file.is_none())
    }

    pub(crate) fn as_ref(&self) -> Option<&RunFile> {
        self.0.as_ref()?.as_ref()
    }

    fn take(&mut self) -> Option<RunFile> {
        self.0.as_mut()?.take()
    }
}
