//! `fork` without a new program. The child is not the run: it must not hold the lock that says that the run lives.

use super::super::digits::Digits;
use super::{CONTEXT, write_line};
use std::sync::atomic::{AtomicU32, Ordering};

/// At most so many children of a run are noted: a daemon is one of the first, and some programs fork for ever.
const MOST: u32 = 16;

static FORKS: AtomicU32 = AtomicU32::new(0);

/// Has each child that is made by `fork` let go of the run's file. Children that become other programs never have it: it is closed on `exec`.
pub(super) fn install() {
    // SAFETY: the functions do only what a handler may, as they must in a child of a program with threads.
    unsafe { libc::pthread_atfork(Some(in_parent), None, Some(in_child)) };
}

/// Before the process is split.
extern "C" fn in_parent() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

extern "C" fn in_child() {
    let Some(context) = CONTEXT.get() else { return };
    let file = context.file.load(Ordering::Relaxed);
    if file < 0 {
        return;
    }
    super::keeping_errno(|| {
        // The parent of a daemon often ends without a word (`_exit`). That its child goes on tells this end from a bad one.
        if FORKS.load(Ordering::Relaxed) <= MOST {
            // SAFETY: takes nothing and cannot fail.
            let process = unsafe { libc::getpid() };
            let process = Digits::of(process.unsigned_abs());
            write_line(file, &["forked ", process.as_str()]);
        }
        // The lock belongs to the parent's opening of the file. What takes its place, under the same number, so that nobody else's file is ever
        // taken for it, is another one, in which children of the child are noted.
        let flags = libc::O_WRONLY | libc::O_APPEND | libc::O_CLOEXEC | libc::O_NOFOLLOW;
        // SAFETY: the names are texts that end with a zero; the descriptors are our own.
        unsafe {
            let mut again = libc::open(context.path.as_ptr(), flags);
            if again < 0 {
                again = libc::open(c"/dev/null".as_ptr(), flags);
            }
            if again >= 0 {
                libc::dup2(again, file);
                libc::fcntl(file, libc::F_SETFD, libc::FD_CLOEXEC);
                libc::close(again);
            }
        }
    });
}
