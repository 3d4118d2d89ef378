//! Blocks the signals that our own writes raise, so that each is an ordinary error.
//!
//! A write beyond the limit on the size of files (`ulimit -f`) raises SIGXFSZ, a write to a pipe
//! that nobody reads SIGPIPE, and a write to the terminal by a background process SIGTTOU. Their
//! default is to end or stop the process. Such a signal goes to the thread that writes, so it is
//! enough to block it there meanwhile, and to take it away where it came. A blocked SIGTTOU does
//! not come at all.

use std::io;

/// Writes with these signals blocked in this thread.
///
/// # Errors
/// Those of `write`.
#[cfg(unix)]
#[expect(unsafe_code, reason = "std knows nothing of signals")]
pub(crate) fn blocked<T>(write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    // SAFETY: sets of signals are plain data, and each is filled before it is read.
    unsafe {
        let mut ours: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut ours);
        for signal in [libc::SIGXFSZ, libc::SIGPIPE, libc::SIGTTOU] {
            libc::sigaddset(&raw mut ours, signal);
        }
        let (mut before, mut pending) = (std::mem::zeroed(), std::mem::zeroed());
        libc::pthread_sigmask(libc::SIG_BLOCK, &raw const ours, &raw mut before);
        // What the program itself keeps pending stays so.
        libc::sigpending(&raw mut pending);
        let written = write();
        let raised = match written.as_ref().err().and_then(io::Error::raw_os_error) {
            Some(libc::EFBIG) => Some(libc::SIGXFSZ),
            Some(libc::EPIPE) => Some(libc::SIGPIPE),
            _ => None,
        };
        if let Some(raised) = raised.filter(|raised| libc::sigismember(&raw const pending, *raised) == 0) {
            take(raised);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, std::ptr::null_mut());
        written
    }
}

/// Windows has no signals.
#[cfg(not(unix))]
pub(crate) fn blocked<T>(write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    write()
}

/// Takes a blocked signal away from this thread, if it is pending. A program that ignores it never
/// gets it.
#[cfg(unix)]
#[expect(unsafe_code, reason = "as above")]
fn take(signal: i32) {
    // SAFETY: as above; the wait is for a signal that is pending, and so returns at once.
    unsafe {
        let mut pending: libc::sigset_t = std::mem::zeroed();
        libc::sigpending(&raw mut pending);
        if libc::sigismember(&raw const pending, signal) == 1 {
            let mut only: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut only);
            libc::sigaddset(&raw mut only, signal);
            let mut taken = 0;
            libc::sigwait(&raw const only, &raw mut taken);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_is_written_is_written() {
        let (reader, mut writer) = io::pipe().unwrap();
        blocked(|| writer.write_all(b"read")).unwrap();
        drop(writer);
        assert_eq!(io::read_to_string(reader).unwrap(), "read");
    }
}
