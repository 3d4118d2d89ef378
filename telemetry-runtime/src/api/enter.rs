//! The entry of annotated functions.

use crate::hooks::panic_hook;
use crate::registry::command::{Active, Command, LIVE};
use crate::run;
use crate::util::catch::catch_quietly;
use std::sync::atomic::Ordering;

/// Called at the top of every annotated function. While telemetry is off, this is one relaxed load.
#[inline]
pub fn enter(command: &'static Command) -> Active {
    let live = LIVE.load(Ordering::Relaxed);
    if live {
        enter_live(command);
    }
    Active::new(command, live)
}

/// Like [`enter`], for a command with tags. A command is recorded once per run, so the tags are
/// evaluated only in the first call.
#[inline]
pub fn enter_with(command: &'static Command, words: &[&dyn Fn() -> &'static str]) -> Active {
    let live = LIVE.load(Ordering::Relaxed);
    if live {
        enter_live_with(command, words);
    }
    Active::new(command, live)
}

/// `extern "C"` functions never unwind. So an annotated function with nothing else to clean up
/// needs no landing pad.
#[inline(never)]
extern "C" fn enter_live(command: &'static Command) {
    if !command.enter() {
        enter_first(command, &[]);
    }
}

#[inline(never)]
#[expect(improper_ctypes_definitions, reason = "nobody calls it from C: see above")]
extern "C" fn enter_live_with(command: &'static Command, words: &[&dyn Fn() -> &'static str]) {
    if !command.enter() {
        enter_first(command, words);
    }
}

#[cold]
fn enter_first(command: &'static Command, words: &[&dyn Fn() -> &'static str]) {
    if !command.is_first_call() {
        return;
    }
    // A panic of the runtime would abort here instead of unwinding, and it is not the program's
    // panic. So it is caught.
    catch_quietly(|| send(command, words));
}

fn send(command: &'static Command, words: &[&dyn Fn() -> &'static str]) {
    let Some(run) = run::current() else {
        command.miss();
        return;
    };
    panic_hook::install();
    run.record_command(command, words);
}
