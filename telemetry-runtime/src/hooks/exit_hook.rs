//! The exit hook: `process::exit` anywhere in the program, such as in clap's `--help`.

#![cfg_attr(unix, expect(unsafe_code, reason = "std has no hook for the end of the process"))]

/// Has the run ended when the process exits. On Windows, `windows/exit.rs` does.
#[cfg(unix)]
pub(crate) fn install() {
    // SAFETY: the handler is a static function that returns; it does not unwind, because panics in
    // it are caught.
    unsafe { libc::atexit(at_exit) };
}

/// See above.
#[cfg(not(unix))]
pub(crate) fn install() {}

/// Runs after `main`, when this thread's storage is destroyed already, and while other threads go
/// on: it touches no thread-local that has a destructor, and waits for no lock that one of them
/// might hold for long.
#[cfg(unix)]
extern "C" fn at_exit() {
    use super::{panic_hook, panicking};
    use crate::run;
    use crate::util::catch::catch_quietly;

    catch_quietly(|| {
        let Some(run) = run::current() else { return };
        // A panic hook of the program's may end the process, whether ours called it or not.
        panic_hook::note_unseen(run);
        run.finish(panicking::end());
    });
}
