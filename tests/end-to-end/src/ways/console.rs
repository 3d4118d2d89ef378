//! Ways in which a program is asked to end by its console, and answers. It must have one of its
//! own.

#![allow(unsafe_code, reason = "std knows nothing of consoles")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use windows_sys::Win32::System::Console::{
    CTRL_BREAK_EVENT, CTRL_C_EVENT, GenerateConsoleCtrlEvent, SetConsoleCtrlHandler,
};

pub(super) const WAYS: &[(&str, fn())] = &[
    ("own-console-handler", own_console_handler),
    ("ctrl-c", || press(CTRL_C_EVENT, 0)),
    ("ctrl-break", || press(CTRL_BREAK_EVENT, std::process::id())),
    ("until-asked", until_asked),
];

static HAS_OWN_HANDLER: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// Says that it has handled the event, so that the program goes on.
fn own_console_handler() {
    unsafe extern "system" fn handler(_: u32) -> i32 {
        ASKED.store(true, Ordering::Relaxed);
        1
    }
    // SAFETY: the handler is a static function that may be called in any thread.
    assert!(unsafe { SetConsoleCtrlHandler(Some(handler), 1) } != 0);
    HAS_OWN_HANDLER.store(true, Ordering::Relaxed);
}

/// As if a person had pressed it, for this group of processes; 0 means all of this console. Without
/// a handler of its own, the process ends meanwhile.
fn press(event: u32, group: u32) {
    // SAFETY: takes two numbers.
    assert!(unsafe { GenerateConsoleCtrlEvent(event, group) } != 0);
    if !HAS_OWN_HANDLER.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_secs(60));
    }
}

fn until_asked() {
    while !ASKED.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(5));
    }
    println!("asked");
}
