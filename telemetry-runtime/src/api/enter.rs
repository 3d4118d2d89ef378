//! What annotated functions call when they are entered.

use crate::hooks::panic_hook;
use crate::registry::command::{Active, Command, LIVE};
use crate::run;
use crate::util::catch::catch_quietly;
use std::sync::atomic::Ordering;

/// Called at the top of every annotated function. While telemetry is off this is one relaxed load.
#[inline]
pub fn enter(command: &'static Command) -> Active {
    let live = LIVE.load(Ordering::Relaxed);
    if live {
        enter_live(command);
    }
    Active::new(command, live)
}

/// The same for a command with tags, which are looked at only if they are told: in the first call of a run.
#[inline]
pub fn enter_with(command: &'static Command, words: &[&dyn Fn() -> &'static str]) -> Active {
    let live = LIVE.load(Ordering::Relaxed);
    if live {
        enter_live_with(command, words);
    }
    Active::new(command, live)
}

/// `extern "C"`, because such a function is known not to unwind: an annotated function with nothing else to clean up needs no
/// landing pad then.
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
    // A panic of ours would not unwind from here, but abort: it must not get this far, and is no panic of the program's.
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
