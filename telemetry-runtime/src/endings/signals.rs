//! SIGINT, SIGTERM and SIGHUP: the user, or the system, asked the program to end.
//!
//! A handler of ours leaves a mark in the run's file and then has the signal do what it would have done without us.

#![expect(unsafe_code, reason = "signal handlers have no safe interface in std")]

use crate::session::run_file::RunFile;
use std::sync::atomic::{AtomicI32, Ordering};

const SIGNALS: [(i32, &[u8]); 3] = [
    (libc::SIGHUP, b"signal 1\n"),
    (libc::SIGINT, b"signal 2\n"),
    (libc::SIGTERM, b"signal 15\n"),
];

/// The descriptor of the run's file, and the process that it belongs to.
static FILE: AtomicI32 = AtomicI32::new(-1);
static PROCESS: AtomicI32 = AtomicI32::new(0);

/// Installs the handlers, each only where the program left the default in place: `nohup` ignores SIGHUP, and that must stay so.
pub(crate) fn install(file: &RunFile) {
    FILE.store(file.descriptor(), Ordering::Relaxed);
    // SAFETY: takes nothing and cannot fail.
    PROCESS.store(unsafe { libc::getpid() }, Ordering::Relaxed);
    for (signal, _) in SIGNALS {
        // SAFETY: the structures are ours and zero is a valid value of each of their fields; the handler does only what a handler may.
        unsafe {
            let mut current: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(signal, std::ptr::null(), &raw mut current) != 0 || current.sa_sigaction != libc::SIG_DFL
            {
                continue;
            }
            let mut ours: libc::sigaction = std::mem::zeroed();
            ours.sa_sigaction = address();
            libc::sigemptyset(&raw mut ours.sa_mask);
            libc::sigaction(signal, &raw const ours, std::ptr::null_mut());
        }
    }
}

/// The run's file is about to be closed: its descriptor may soon be another file's.
pub(crate) fn release() {
    FILE.store(-1, Ordering::Relaxed);
}

fn address() -> libc::sighandler_t {
    handler as extern "C" fn(i32) as libc::sighandler_t
}

extern "C" fn handler(signal: i32) {
    // SAFETY: only functions that POSIX lists as async-signal-safe are called (sigaction, getpid, write, raise), the memory is this
    // function's own or static, and `errno` is as it was.
    unsafe {
        let errno = errno();
        let before = errno.read();
        let mut current: libc::sigaction = std::mem::zeroed();
        // Another handler took our place and calls us along (signal-hook does): the program handles the signal itself, and lives on.
        if libc::sigaction(signal, std::ptr::null(), &raw mut current) == 0 && current.sa_sigaction == address() {
            let file = FILE.load(Ordering::Relaxed);
            if file >= 0 && libc::getpid() == PROCESS.load(Ordering::Relaxed) {
                for (known, mark) in SIGNALS {
                    if known == signal {
                        libc::write(file, mark.as_ptr().cast(), mark.len());
                    }
                }
            }
            // The signal is blocked until this returns; then the default ends the process, with the status that it would have had.
            current.sa_sigaction = libc::SIG_DFL;
            libc::sigaction(signal, &raw const current, std::ptr::null_mut());
            libc::raise(signal);
        }
        errno.write(before);
    }
}

#[cfg(target_os = "linux")]
unsafe fn errno() -> *mut i32 {
    // SAFETY: gives the address of this thread's own number.
    unsafe { libc::__errno_location() }
}

#[cfg(target_os = "macos")]
unsafe fn errno() -> *mut i32 {
    // SAFETY: as above.
    unsafe { libc::__error() }
}

/// Where telemetry is never on, and so no handler is ever installed.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
unsafe fn errno() -> *mut i32 {
    static NOWHERE: AtomicI32 = AtomicI32::new(0);
    NOWHERE.as_ptr()
}
