//! `process::exit`, anywhere in the program: clap's `--help`, for one.

#![cfg_attr(unix, expect(unsafe_code, reason = "std has no hook for the end of the process"))]

/// Has the run ended when the process exits. On Windows, `windows/exit.rs` does.
#[cfg(unix)]
pub(crate) fn install() {
    // SAFETY: the handler is a static function that returns; it does not unwind, because nothing in it panics.
    unsafe { libc::atexit(at_exit) };
}

/// See above.
#[cfg(not(unix))]
pub(crate) fn install() {}

/// Runs after `main`, when this thread's storage is destroyed already, and while other threads go on: it touches no thread-local that has a
/// destructor, and waits for no lock that one of them might hold for long.
#[cfg(unix)]
extern "C" fn at_exit() {
    use super::panic_hook::is_in_program_s_hook;
    use crate::run;
    use crate::session::mark::End;

    let Some(run) = run::current() else { return };
    // The program's own panic hook may have ended the process before ours came to tell; what there is to tell is in the run's file.
    run.finish(if is_in_program_s_hook() {
        End::Crashed
    } else {
        End::Exited
    });
}
