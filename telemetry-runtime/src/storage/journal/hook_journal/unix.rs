//! The run journal for signal handlers and forked children.
//!
//! Everything here calls only functions that POSIX lists as async-signal-safe, takes no lock,
//! allocates nothing, and keeps its stack small: a thread that has used up its own stack has a few
//! kilobytes, and the system's own frame takes most of them.

#![expect(unsafe_code, reason = "std allocates, and knows nothing of signals and forks")]

use crate::model::program::Place;
use crate::storage::journal::run_journal::RunJournal;
use crate::util::blocked_signals;
use crate::util::digits::Digits;
use crate::util::file_identity::Identity;
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// At most so many children of a run are noted: a daemon is one of the first, and some programs
/// fork for ever.
const MOST_FORKS: u32 = 16;

static FORKS: AtomicU32 = AtomicU32::new(0);

/// What handlers know of the run. Made before the first of them is installed.
#[derive(Debug)]
pub(crate) struct Context {
    /// The run journal.
    path: CString,
    /// Under which number it is open for its lock, and which file it is.
    lock: (Arc<AtomicI32>, Identity),
    /// The run is over.
    over: AtomicBool,
    /// The process whose run this is. A forked child has a copy of all this.
    process: AtomicI32,
    /// That of `main`, as `command::this_thread` names it.
    pub(crate) thread: usize,
    pub(crate) main: &'static Place,
}

static CONTEXT: OnceLock<Context> = OnceLock::new();

/// Prepares the journal for hooks, which may be installed after that. `main` is the annotated
/// function that `thread` runs. Returns true in the first call.
pub(crate) fn prepare(file: &RunJournal, path: &Path, thread: usize, main: &'static Place) -> bool {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else {
        return false;
    };
    let context = Context {
        path,
        lock: (Arc::clone(file.lock().descriptor()), file.lock().identity()),
        over: AtomicBool::new(false),
        process: AtomicI32::new(process()),
        thread,
        main,
    };
    CONTEXT.set(context).is_ok()
}

/// The run is over: nothing more is written about it.
pub(crate) fn release() {
    if let Some(context) = CONTEXT.get() {
        context.over.store(true, Ordering::Relaxed);
    }
}

/// The run, for a handler: nothing in a forked child that cannot take it over, or when the run is
/// over.
pub(crate) fn context() -> Option<&'static Context> {
    CONTEXT.get().filter(|context| {
        !context.over.load(Ordering::Relaxed)
            && (context.process.load(Ordering::Relaxed) == process() || take_over(context))
    })
}

/// Takes over the run in a forked child, if no other process has it. Returns true if this process
/// has the run now.
pub(crate) fn adopt() -> bool {
    context().is_some()
}

/// Returns true if the run's process was ever split.
pub(crate) fn has_forked() -> bool {
    FORKS.load(Ordering::Relaxed) > 0
}

fn process() -> i32 {
    // SAFETY: takes nothing and cannot fail.
    unsafe { libc::getpid() }
}

/// The run journal, opened for one call of a handler. No descriptor is kept from one call to the
/// next: the program may close it, and a file of its own then has the number.
pub(crate) struct Lines(i32);

impl Lines {
    pub(crate) fn of(context: &Context) -> Self {
        let flags = libc::O_WRONLY | libc::O_APPEND | libc::O_CLOEXEC | libc::O_NOFOLLOW;
        // SAFETY: the name is a text that ends with a zero.
        Self(unsafe { libc::open(context.path.as_ptr(), flags) })
    }

    /// Leaves the file open, and gives its descriptor.
    fn keep(self) -> i32 {
        std::mem::ManuallyDrop::new(self).0
    }

    /// Appends a line in one piece. At most eight parts. Where the file could not be opened,
    /// nothing happens.
    pub(crate) fn write_line(&self, parts: &[&str]) {
        write_line(self.0, parts);
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        if self.0 >= 0 {
            // SAFETY: it was opened by this.
            unsafe { libc::close(self.0) };
        }
    }
}

fn write_line(file: i32, parts: &[&str]) {
    let nothing = libc::iovec {
        iov_base: std::ptr::null_mut(),
        iov_len: 0,
    };
    let mut pieces = [nothing; 9];
    let mut used = 0_i32;
    for (piece, part) in pieces.iter_mut().zip(parts.iter().copied().chain(["\n"])) {
        piece.iov_base = part.as_ptr().cast_mut().cast();
        piece.iov_len = part.len();
        used += 1;
    }
    let _ = blocked_signals::blocked(|| {
        // SAFETY: so many pieces were filled in; they are only read, and live until this returns.
        match unsafe { libc::writev(file, pieces.as_ptr(), used) } {
            -1 => Err(std::io::Error::last_os_error()),
            written => Ok(written),
        }
    });
}

/// The process is about to be split.
pub(crate) fn count_fork() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

/// In a forked child: lets go of the lock, which belongs to the parent's opening of the file, and
/// notes the child.
pub(crate) fn let_go() {
    let Some(context) = CONTEXT.get() else { return };
    if context.over.load(Ordering::Relaxed) {
        return;
    }
    keeping_errno(|| {
        // The lock belongs to the parent's opening of the file, of which this is a copy. In a child
        // of a child, or where the program has closed it, another file may have the number.
        let (descriptor, identity) = &context.lock;
        let descriptor = descriptor.load(Ordering::Relaxed);
        if Identity::of_descriptor(descriptor) == Some(*identity) {
            // SAFETY: the descriptor is our own.
            unsafe { libc::close(descriptor) };
        }
        // The parent of a daemon often ends without a word (`_exit`). That its child goes on tells
        // this end from a bad one.
        if FORKS.load(Ordering::Relaxed) <= MOST_FORKS {
            let process = Digits::of(process().unsigned_abs());
            Lines::of(context).write_line(&["forked ", process.as_str()]);
        }
    });
}

/// Takes over the run in a child, if no process holds its lock: its parent has exited, and no other
/// child was first.
fn take_over(context: &Context) -> bool {
    let mut adopted = false;
    keeping_errno(|| {
        let (descriptor, identity) = &context.lock;
        let file = Lines::of(context);
        // SAFETY: a plain system call on our own descriptor.
        let is_locked = Identity::of_descriptor(file.0) == Some(*identity)
            && unsafe { libc::flock(file.0, libc::LOCK_EX | libc::LOCK_NB) } == 0;
        if is_locked {
            let process = process();
            context.process.store(process, Ordering::Relaxed);
            file.write_line(&["adopted ", Digits::of(process.unsigned_abs()).as_str()]);
            descriptor.store(file.keep(), Ordering::Relaxed);
            adopted = true;
        }
    });
    adopted
}

/// Leaves `errno` as it was: the code that was interrupted may be about to look at it.
pub(crate) fn keeping_errno(handle: impl FnOnce()) {
    // SAFETY: the address is that of this thread's own number.
    unsafe {
        let errno = errno();
        let before = errno.read();
        handle();
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
    static NOWHERE: std::sync::atomic::AtomicI32 = std::sync::atomic::AtomicI32::new(0);
    NOWHERE.as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_written_in_one_piece() {
        use std::io::Read;
        use std::os::fd::AsRawFd;
        let (mut reader, writer) = std::io::pipe().unwrap();
        write_line(
            writer.as_raw_fd(),
            &["at ", "20", " ", "snatch", "::", "buy", " ", "src/my main.rs"],
        );
        write_line(writer.as_raw_fd(), &[]);
        drop(writer);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "at 20 snatch::buy src/my main.rs\n\n");
    }
}
