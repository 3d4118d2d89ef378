//! SIGINT, SIGTERM and SIGHUP: the user or the operating system asks the program to end.
//!
//! A handler of ours leaves an entry in the run journal and then has the signal do what it would
//! have done without us.

use super::actions::{is_installed, put, set_default};
use crate::model::signal::Signal;
use crate::storage::journal::hook_journal::{Lines, context, keeping_errno};

const SIGNALS: [(i32, Signal); 3] = [
    (libc::SIGHUP, Signal::Hup),
    (libc::SIGINT, Signal::Int),
    (libc::SIGTERM, Signal::Term),
];

/// Installs the handlers, each only where the program left the default in place: `nohup` ignores
/// SIGHUP, and that must stay so.
pub(super) fn install() {
    for (signal, _) in SIGNALS {
        put(signal, address(), |current| current.sa_sigaction == libc::SIG_DFL);
    }
}

fn address() -> libc::sighandler_t {
    handler as extern "C" fn(i32) as libc::sighandler_t
}

extern "C" fn handler(signal: i32) {
    // Otherwise another handler took our place and calls us along (signal-hook does): the program
    // handles the signal itself, and continues.
    if !is_installed(signal, address()) {
        return;
    }
    keeping_errno(|| {
        if let Some(file) = context().map(Lines::of) {
            for (_, signal) in SIGNALS.iter().filter(|(known, _)| *known == signal) {
                file.write_line(&["signal ", signal.name()]);
            }
        }
        // The signal is blocked until this returns; then the default ends the process, with the
        // status that it would have had.
        set_default(signal);
        // SAFETY: raising a signal is allowed here.
        unsafe { libc::raise(signal) };
    });
}
