//! The panic hook: the program's own message first, then our event.
//!
//! The thread that panics may hold any lock, have little stack left, and be about to die. It takes
//! down only what it alone knows. A helper thread does the rest, and the panicking thread waits for
//! it for a bounded time (`helper_thread.rs`). The event is in the run journal before the program's
//! own hook runs: if the process ends in that hook, the uploader sends it.

use super::helper_thread::{self, LONGEST_BLOCK, on_helper_thread};
use super::memory;
use super::panic_hook_place::{self, Hook};
use super::panicking::{self, Seen};
use crate::event::known::Known;
use crate::event::note::Note;
use crate::event::panic::{self, Panic};
use crate::event::stacktrace::{self, Stack};
use crate::event::types::Event;
use crate::registry::command;
use crate::run::{self, Run};
use crate::storage::journal::entry::{End, Entry};
use crate::storage::outbox::envelope::Class;
use crate::util::catch::is_quiet;
use crate::util::clock;
use crate::util::dedup::Places;
use crate::util::source_path::with_slashes;
use std::cell::Cell;
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// Bytes that a note needs, with the longest message.
const NOTE: usize = 256 * 1024;

/// Places that were reported, so that a program that catches panics in a loop does not flood the
/// server.
static REPORTED: Places = Places::new();
/// Whether a panic was recorded in any thread.
static ANY: AtomicBool = AtomicBool::new(false);

thread_local! {
    // Without a destructor, so that it can be read whenever a panic may happen.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Installs our hook around the program's, unless it is there. Called at the start of the run and
/// when a command is entered for the first time: programs install hooks that replace ours.
pub(crate) fn install() {
    panic_hook_place::ensure(hook);
    if !std::thread::panicking() {
        // A panic that was recorded was caught, so the next panic is another one.
        panicking::set(Seen::Nothing);
    }
}

/// Puts telemetry's panic hook around whatever hook the program has now.
///
/// A hook that a program installs inside of `main` without calling the one it finds, as
/// `color_eyre::install` and `human_panic::setup_panic!` do, is the only one that is called. When a
/// command is entered for the first time, telemetry's is put around it again. A program that
/// installs its hook after that, or has no commands, calls this function next. Otherwise a panic
/// that ends the program is reported without its message and place.
///
/// The program's hook works as before: it is called first, and what it prints is what the user
/// sees. While telemetry is off this does nothing.
pub fn panic_hook() {
    if run::current().is_some() {
        install();
    }
}

fn hook(info: &PanicHookInfo<'_>, previous: &Hook) {
    if is_quiet() {
        return;
    }
    let Some(run) = run::current().filter(|_| !INSIDE.get()) else {
        return previous(info);
    };
    INSIDE.set(true);
    let kind = Kind::of(info);
    let mut time_left = LONGEST_BLOCK;
    let pending = (kind == Kind::New)
        .then(|| journal(run, info, &mut time_left))
        .flatten();
    match kind {
        Kind::New | Kind::Repeated => {
            panicking::set(Seen::Recorded);
            ANY.store(true, Ordering::Relaxed);
        }
        Kind::BrokenPipe => panicking::set(Seen::BrokenPipe),
        Kind::Aborting => {}
    }
    panic_hook_place::calling(|| previous(info));
    follow(run, kind, pending, &mut time_left);
    INSIDE.set(false);
}

/// Notes a panic that ends the process here, if our hook was not called.
pub(crate) fn note_unseen(run: &Run) {
    if panicking::is_unseen() {
        run.note(Note::unseen(command::last_active()));
    }
}

/// The same for a panic that unwinds `main`. It may be one that was recorded in another thread:
/// `resume_unwind` calls no hook.
pub(crate) fn note_unseen_in_main(run: &Run) {
    // This thread panics, and so cannot look for our hook itself.
    let look = || panic_hook_place::ensure(hook).then(|| Box::new(()));
    let is_ours = || on_helper_thread(&mut { LONGEST_BLOCK }, Box::new(look)).is_some();
    if panicking::is_unseen() && !(ANY.load(Ordering::Relaxed) && is_ours()) {
        note_unseen(run);
    }
}

/// How std ends the message of a panic about a pipe without a reader. The words before the number
/// depend on the system's language.
#[cfg(not(windows))]
const BROKEN_PIPE: &[&str] = &["(os error 32)"];
/// `ERROR_BROKEN_PIPE` and `ERROR_NO_DATA`.
#[cfg(windows)]
const BROKEN_PIPE: &[&str] = &["(os error 109)", "(os error 232)"];

/// How a panic is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// As an event.
    New,
    /// As an error of the session: its place was reported, or too many places were.
    Repeated,
    /// Not at all: std panics when it prints into a pipe whose reader is gone (`| head`).
    BrokenPipe,
    /// As the end of the run: std aborts because a panic cannot unwind. That panic was reported.
    Aborting,
}

impl Kind {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let text = panic::text(info.payload());
        let place = info.location();
        if text.starts_with("failed printing to std") && BROKEN_PIPE.iter().any(|error| text.ends_with(error)) {
            Self::BrokenPipe
        } else if text.starts_with("panic in a ") && place.is_some_and(|place| is_std_s(place.file())) {
            Self::Aborting
        } else if place.is_none_or(|place| REPORTED.is_new(place.file(), place.line(), place.column())) {
            Self::New
        } else {
            Self::Repeated
        }
    }
}

fn is_std_s(file: &str) -> bool {
    with_slashes(file).ends_with("/core/src/panicking.rs")
}

/// A panic that is to be queued.
struct Pending {
    number: u32,
    event: Event,
    known: Known,
    place: Option<(String, u32, u32)>,
    /// Whether it is in the run journal.
    is_journaled: bool,
}

/// Writes the event of a panic into the run journal before the program's own hook runs. Returns
/// `None` if only a note could be written.
fn journal(run: &'static Run, info: &PanicHookInfo<'_>, time_left: &mut Duration) -> Option<Box<Pending>> {
    let is_taken = Arc::new(AtomicBool::new(false));
    let pending = if helper_thread::is_possible() {
        journal_on_helper(run, info, time_left, Arc::clone(&is_taken))
    } else {
        None
    };
    // The helper thread may be late and still do it. One of the two does.
    if pending.is_none() && !is_taken.swap(true, Ordering::Relaxed) {
        note(run, info);
    }
    pending
}

fn journal_on_helper(
    run: &'static Run,
    info: &PanicHookInfo<'_>,
    time_left: &mut Duration,
    is_taken: Arc<AtomicBool>,
) -> Option<Box<Pending>> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let panic = Panic {
        message: panic::message(info.payload()),
        place: place(info),
        fatal: is_fatal(run),
        command: command::last_active(),
    };
    let known = Known::here(&run.app.package, command::active_here(), run.on_main_thread());
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let work = move || {
        let event = panic::event(&panic, &known);
        if is_taken.swap(true, Ordering::Relaxed) {
            return None;
        }
        Some(Box::new(Pending {
            number,
            is_journaled: run.journal_panic(number, &event),
            event,
            known,
            place: panic.place,
        }))
    };
    on_helper_thread(time_left, Box::new(work))
}

/// Writes a note on this thread: with no lock, little stack and little memory.
fn note(run: &Run, info: &PanicHookInfo<'_>) {
    if run.preview {
        return;
    }
    if !memory::is_left(NOTE) {
        return run.count_dropped_later();
    }
    run.note(Note {
        fatal: is_fatal(run),
        place: place(info),
        command: command::last_active().map(str::to_owned),
        message: panic::message(info.payload()),
    });
}

fn place(info: &PanicHookInfo<'_>) -> Option<(String, u32, u32)> {
    let place = info.location()?;
    Some((place.file().to_owned(), place.line(), place.column()))
}

fn is_fatal(run: &Run) -> bool {
    run.on_main_thread() || run.app.package.aborts
}

/// Called after the program's hook has returned.
fn follow(run: &'static Run, kind: Kind, pending: Option<Box<Pending>>, time_left: &mut Duration) {
    match kind {
        Kind::BrokenPipe => {
            if run.app.package.aborts {
                run.journal(&Entry::End(End::Exited, clock::millis()));
            }
            return;
        }
        Kind::Aborting => {
            run.journal(&Entry::End(End::Crashed, clock::millis()));
            return;
        }
        Kind::New | Kind::Repeated => {}
    }
    let mut is_counted = false;
    if let Some(pending) = pending {
        let is_journaled = pending.is_journaled;
        let is_recorded = helper_thread::is_possible() && record_on_helper(run, pending, time_left);
        // If the helper thread is late or panics, the uploader sends the event in the run journal,
        // and counts it as an error.
        is_counted = !is_recorded && is_journaled;
        if !is_recorded && !is_journaled {
            run.count_dropped(Class::Crash);
        }
    }
    if !is_counted {
        run.journal(&Entry::Error);
    }
    if run.app.package.aborts {
        // The process is about to die by a signal. The journal says that the panic was the cause.
        run.journal(&Entry::End(End::Crashed, clock::millis()));
    }
}

fn record_on_helper(run: &'static Run, pending: Box<Pending>, time_left: &mut Duration) -> bool {
    let stack = Stack::here();
    let work = move || {
        record(run, *pending, &stack);
        Some(Box::new(()))
    };
    on_helper_thread(time_left, Box::new(work)).is_some()
}

fn record(run: &Run, pending: Pending, stack: &Stack) {
    let Pending {
        number,
        mut event,
        known,
        place,
        is_journaled,
    } = pending;
    if memory::is_left_for_names() {
        name(&mut event, stack, &known, place.as_ref());
    }
    run.record_panic(number, is_journaled, &event);
}

fn name(event: &mut Event, stack: &Stack, known: &Known, place: Option<&(String, u32, u32)>) {
    if let Some(exception) = event.exceptions.first_mut() {
        exception.stacktrace = stacktrace::of_stack(stack, known, place);
        #[cfg(feature = "debug-images")]
        {
            event.images = stacktrace::images::of(exception.stacktrace.as_ref());
        }
    }
}
