//! Panics: the user's own message first, then ours.

use crate::command;
use crate::events::known::Known;
use crate::events::panic::{self, Panic};
use crate::events::traceback::Stack;
use crate::outbox::envelope_file::Class;
use crate::run::{self, Run};
use crate::session::run_file::{End, Mark};
use crate::{check_in, clock};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// At most so many panics of a run are told, each place once: a program that lives on caught panics must not flood anybody.
const MOST: usize = 10;

/// What was learned of a panic while the program's own hook has the word, in case that hook ends the process.
static UNWRITTEN: Mutex<Option<Panic>> = Mutex::new(None);

thread_local! {
    // Without destructors, so that they can be looked at whenever a panic may happen.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Puts our hook around the one that is there.
pub(crate) fn install() {
    // Both calls panic on a panicking thread.
    if std::thread::panicking() {
        return;
    }
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| hook(info, &previous)));
}

/// Puts it around once more when the first command is entered: programs install hooks of their own at the beginning of `main` that do
/// not call the one they find. Where ours is still there, the inner one stands back.
pub(crate) fn rearm() {
    static DONE: AtomicBool = AtomicBool::new(false);
    if !DONE.swap(true, Ordering::Relaxed) {
        install();
    }
}

/// Runs code of the program for our purposes only: a panic in it is neither printed nor told.
pub(crate) fn silently<T>(code: impl FnOnce() -> T) -> Option<T> {
    // That code may enter a command for the first time, which is done silently, too.
    let before = SILENT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(code));
    SILENT.set(before);
    result.ok()
}

fn hook(info: &PanicHookInfo<'_>, previous: &Hook) {
    if SILENT.get() {
        return;
    }
    let Some(run) = run::current().filter(|_| !INSIDE.get()) else {
        return previous(info);
    };
    INSIDE.set(true);
    let panic = describe(run, info);
    if let Ok(mut unwritten) = UNWRITTEN.try_lock() {
        *unwritten = Some(panic.clone());
    }
    previous(info);
    if let Ok(mut unwritten) = UNWRITTEN.try_lock() {
        *unwritten = None;
    }
    write(run, &panic);
    INSIDE.set(false);
}

fn describe(run: &Run, info: &PanicHookInfo<'_>) -> Panic {
    Panic {
        message: panic::message(info.payload()),
        place: info
            .location()
            .map(|place| (place.file().to_owned(), place.line(), place.column())),
        fatal: run.on_main_thread() || run.app.package.aborts,
        command: command::last_active(),
    }
}

fn write(run: &Run, panic: &Panic) {
    let on_main_thread = run.on_main_thread();
    // std panics when it prints into a pipe whose reader is gone (`| head`): the user wanted no more.
    if panic.message.starts_with("failed printing to std") && panic.message.contains("Broken pipe") {
        if on_main_thread {
            run.flags.main_lost_its_reader.store(true, Ordering::Relaxed);
        }
        if run.app.package.aborts {
            run.mark(Mark::End(End::Exited, clock::millis()));
        }
        return;
    }
    if on_main_thread {
        run.flags.main_panicked.store(true, Ordering::Relaxed);
        // That one was caught, then.
        run.flags.main_lost_its_reader.store(false, Ordering::Relaxed);
    }
    run.mark(Mark::Error);
    if is_new(panic) {
        let event = panic::event(panic, &Stack::here(), &known(run, on_main_thread));
        run.push(Class::Crash, &event);
    }
    if run.app.package.aborts {
        // The process is about to die by a signal; whoever finds the file shall know that it was this.
        run.mark(Mark::End(End::Crashed, clock::millis()));
    }
}

fn known(run: &Run, on_main_thread: bool) -> Known {
    Known::here(&run.app.package.main, command::active_here(), on_main_thread)
}

/// The panic that the program's own hook is busy with, at the end of the process.
#[cfg(unix)]
pub(crate) fn unwritten() -> Option<Panic> {
    UNWRITTEN.try_lock().ok()?.take()
}

/// For the end of the process, where nothing may be looked up any more.
#[cfg(unix)]
pub(crate) fn write_without_traceback(run: &Run, panic: &Panic) {
    run.mark(Mark::Error);
    let known = Known::here(&run.app.package.main, Vec::new(), false);
    run.push(Class::Crash, &panic::event_of_place(panic, &known));
}

/// Whether this place was not told yet, and there is room for one more.
fn is_new(panic: &Panic) -> bool {
    static SEEN: [AtomicU64; MOST] = [const { AtomicU64::new(0) }; MOST];
    let place = check_in::hash(&format!("{:?}", panic.place)).max(1);
    for slot in &SEEN {
        match slot.compare_exchange(0, place, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => return true,
            Err(seen) if seen == place => return false,
            Err(_) => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_within_silence_does_not_end_it() {
        let outer = silently(|| {
            silently(|| ());
            SILENT.get()
        });
        assert_eq!(outer, Some(true));
        assert!(!SILENT.get());
    }
}
