//! `process::exit`, anywhere in the program: clap's `--help`, for one.

#![cfg_attr(unix, expect(unsafe_code, reason = "std has no hook for the end of the process"))]

/// Has the run ended when the process exits. On Windows, `process::exit` passes by what could be registered there.
#[cfg(unix)]
pub(crate) fn install() {
    // SAFETY: the handler is a static function that returns; it does not unwind, because nothing in it panics.
    unsafe { libc::atexit(at_exit) };
}

/// See above.
#[cfg(not(unix))]
pub(crate) fn install() {}

/// Runs after `main`, when this thread's storage is destroyed already, and while other threads go on: it touches no thread-local,
/// and waits for no lock that one of them might hold for long.
#[cfg(unix)]
extern "C" fn at_exit() {
    use super::panic_hook;
    use crate::run;
    use crate::session::run_file::End;

    let Some(run) = run::current() else { return };
    // The program's own panic hook ended the process before ours came to write.
    match panic_hook::unwritten() {
        Some(panic) => {
            panic_hook::write_without_traceback(run, &panic);
            run.finish(End::Crashed);
        }
        None => run.finish(End::Exited),
    }
}
