//! Signals of a fault. The program dies by them as it would without us, and the run journal says
//! where it was.
//!
//! The words are several lines of the run journal. Should the process die between two of them, the
//! first is enough.

use super::actions::{is_installed, put, set_default};
use crate::hooks::crash;
use crate::model::signal::Signal;
use crate::storage::journal::hook_journal::{Lines, context, keeping_errno};
#[cfg(target_os = "linux")]
use crate::util::mapped_files;
use std::ffi::c_void;
use std::sync::OnceLock;

const SIGNALS: [(i32, Signal); 5] = [
    (libc::SIGABRT, Signal::Abrt),
    (libc::SIGBUS, Signal::Bus),
    (libc::SIGFPE, Signal::Fpe),
    (libc::SIGILL, Signal::Ill),
    (libc::SIGSEGV, Signal::Segv),
];

/// What was there before ours.
static PREVIOUS: [OnceLock<libc::sigaction>; SIGNALS.len()] = [const { OnceLock::new() }; SIGNALS.len()];

/// Installs the handlers. Where std looks after stacks that overflow, which it does by SIGSEGV and
/// SIGBUS, ours wraps it; other handlers that were there before `main` are left alone.
pub(super) fn install() {
    for ((signal, _), previous) in SIGNALS.iter().zip(&PREVIOUS) {
        let is_stds = matches!(*signal, libc::SIGSEGV | libc::SIGBUS);
        let replaces = |current: &libc::sigaction| {
            let action = current.sa_sigaction;
            if action == libc::SIG_IGN {
                return false;
            }
            // Ours must know the handler that it wraps before it is installed.
            (action == libc::SIG_DFL || is_stds) && previous.set(*current).is_ok()
        };
        put(*signal, address(), replaces);
    }
}

fn address() -> libc::sighandler_t {
    handler as extern "C" fn(i32, *mut libc::siginfo_t, *mut c_void) as libc::sighandler_t
}

extern "C" fn handler(signal: i32, info: *mut libc::siginfo_t, machine: *mut c_void) {
    keeping_errno(|| {
        if signal == libc::SIGBUS && is_survived(info) {
            return;
        }
        let mut known = SIGNALS.iter().zip(&PREVIOUS);
        let Some(((_, name), previous)) = known.find(|((known, _), _)| *known == signal) else {
            return;
        };
        let file = context().map(|context| {
            let file = Lines::of(context);
            crash::record(context, &file, *name);
            file
        });
        let default = || {
            previous
                .get()
                .is_none_or(|previous| previous.sa_sigaction == libc::SIG_DFL)
        };
        if default() {
            returned(file.as_ref());
            set_default(signal);
            // SAFETY: the system gave us this structure; raising a signal is allowed here.
            unsafe {
                if info.is_null() || !comes_again((*info).si_code, cfg!(target_os = "macos")) {
                    libc::raise(signal);
                }
            }
        } else if let Some(previous) = previous.get() {
            // If it ends in `abort`, that is this same end, and a second handler does not fit on
            // the stack that this one has.
            let aborts = is_installed(libc::SIGABRT, address());
            if aborts {
                set_default(libc::SIGABRT);
            }
            // SAFETY: it was installed for this signal and is given what it would have been given.
            unsafe { call(previous, signal, info, machine) };
            returned(file.as_ref());
            if aborts {
                put(libc::SIGABRT, address(), |_| true);
            }
        }
    });
}

/// Returns true if it struck our own reading of a mapped file, which goes on.
#[cfg(target_os = "linux")]
fn is_survived(info: *const libc::siginfo_t) -> bool {
    // SAFETY: the system gives a valid structure, or nothing; a fault has an address.
    let address = unsafe {
        info.as_ref()
            .filter(|info| info.si_code == libc::BUS_ADRERR)
            .map(|info| info.si_addr().addr())
    };
    address.is_some_and(mapped_files::replace_page)
}

#[cfg(not(target_os = "linux"))]
fn is_survived(_: *const libc::siginfo_t) -> bool {
    false
}

/// Whether a signal of this `si_code` certainly comes again when its handler returns. That of a
/// fault does; one that a process sent, or raised itself, does not.
const fn comes_again(code: i32, is_macos: bool) -> bool {
    // Linux gives codes up to 0 to what processes send, and others to the kernel (`sigaction(2)`).
    // On macOS the code says nothing: the kernel makes it from the signal's number, so that a
    // fault and `kill -BUS` have the same (`sendsig` in XNU's `bsd/dev/arm/unix_signal.c`). A
    // fault's signal may be raised, too. The process dies of it before the fault comes again, at
    // the same instruction, and the crash report keeps the fault's exception and address: the
    // kernel stored them with the thread (`proc_prepareexit` in `bsd/kern/kern_exit.c`).
    !is_macos && code > 0
}

/// # Safety
/// The action must be one that names a handler, and the arguments those of the signal that is being
/// handled.
unsafe fn call(action: &libc::sigaction, signal: i32, info: *mut libc::siginfo_t, machine: *mut c_void) {
    // SAFETY: which of the two signatures a handler has is what this flag says.
    unsafe {
        if action.sa_flags & libc::SA_SIGINFO == 0 {
            let handler: extern "C" fn(i32) = std::mem::transmute(action.sa_sigaction);
            handler(signal);
        } else {
            let handler: extern "C" fn(i32, *mut libc::siginfo_t, *mut c_void) =
                std::mem::transmute(action.sa_sigaction);
            handler(signal, info, machine);
        }
    }
}

/// Whoever was there before us is done: std's handler is, unless a stack has overflowed.
fn returned(file: Option<&Lines>) {
    if let Some(file) = file {
        file.write_line(&["returned"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_sent_is_raised_again() {
        // `SEGV_MAPERR`, and `SI_KERNEL`, as of a fault whose address is unknown.
        for fault in [1, 0x80] {
            assert!(comes_again(fault, false));
        }
        // `SI_USER`, `SI_QUEUE` and `SI_TKILL`.
        for sent in [0, -1, -6] {
            assert!(!comes_again(sent, false));
        }
        // `SEGV_ACCERR`, which `kill -SEGV` has there, too, and `SI_USER` as `sys/signal.h` defines
        // it.
        for any in [0, 2, 0x10001] {
            assert!(!comes_again(any, true));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_gives_these_codes() {
        assert!(!comes_again(libc::SI_USER, false) && !comes_again(libc::SI_QUEUE, false));
        assert!(!comes_again(libc::SI_TKILL, false) && comes_again(libc::SI_KERNEL, false));
    }
}
