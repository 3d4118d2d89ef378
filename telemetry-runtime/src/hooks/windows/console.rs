//! Ctrl-C, Ctrl-Break and a closed console: the user asks the program to end.
//!
//! The system calls handlers in the reverse of the order in which they were registered, until one
//! says that it has handled the event. Ours is registered before `main`, so every handler of the
//! program comes first, and it never says that. What follows it is the default: the process ends.

use crate::model::signal::Signal;
use crate::storage::journal::hook_journal::{Lines, context};
use crate::util::catch::catch_quietly;
use windows_sys::Win32::System::Console::{CTRL_BREAK_EVENT, CTRL_C_EVENT, CTRL_CLOSE_EVENT, SetConsoleCtrlHandler};

const EVENTS: [(u32, Signal); 3] = [
    (CTRL_C_EVENT, Signal::CtrlC),
    (CTRL_BREAK_EVENT, Signal::CtrlBreak),
    (CTRL_CLOSE_EVENT, Signal::CtrlClose),
];

pub(super) fn install() {
    // SAFETY: the handler is a static function that may be called in any thread.
    unsafe { SetConsoleCtrlHandler(Some(handler), 1) };
}

unsafe extern "system" fn handler(event: u32) -> i32 {
    const NOT_HANDLED: i32 = 0;
    catch_quietly(|| {
        if let (Some(context), Some((_, signal))) = (context(), EVENTS.iter().find(|(known, _)| *known == event)) {
            Lines::of(context).write_line(&["signal ", signal.name()]);
        }
    });
    NOT_HANDLED
}
