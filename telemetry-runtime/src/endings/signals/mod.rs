//! Signals: what a process that is ended by one can still say.
//!
//! All that runs in a handler, here and below, calls only functions that POSIX lists as async-signal-safe, takes no lock, allocates nothing, and
//! keeps its stack small: that of a thread which has used up its own is a few kilobytes, and the system's own frame takes most of it.

#![expect(unsafe_code, reason = "signal handlers have no safe interface in std")]

mod asked;
mod fatal;
mod fork;

use crate::app::Place;
use crate::command;
use crate::identity::Identity;
use crate::own_signals;
use crate::session::run_file::RunFile;
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, OnceLock};

/// What handlers know of the run. Made before the first of them is installed.
#[derive(Debug)]
struct Context {
    /// The run's file.
    path: CString,
    /// Under which number it is open for its lock, and which file it is.
    lock: (Arc<AtomicI32>, Identity),
    /// The run is over.
    over: AtomicBool,
    /// The process whose run this is. A forked child has a copy of all this.
    process: AtomicI32,
    /// That of `main`, as `command::this_thread` names it.
    thread: usize,
    main: &'static Place,
}

static CONTEXT: OnceLock<Context> = OnceLock::new();

/// Installs all handlers. `main` is the annotated function that this thread runs.
pub(crate) fn install(file: &RunFile, path: &Path, main: &'static Place) {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else {
        return;
    };
    let context = Context {
        path,
        lock: (Arc::clone(file.lock().descriptor()), file.lock().identity()),
        over: AtomicBool::new(false),
        process: AtomicI32::new(process()),
        thread: command::this_thread(),
        main,
    };
    if CONTEXT.set(context).is_ok() {
        asked::install();
        fatal::install();
        fork::install();
    }
}

/// The run is over: nothing more is written about it.
pub(crate) fn release() {
    if let Some(context) = CONTEXT.get() {
        context.over.store(true, Ordering::Relaxed);
    }
}

/// The run, for a handler: nothing in a forked child that cannot take it over, or when the run is
/// over.
fn context() -> Option<&'static Context> {
    CONTEXT.get().filter(|context| {
        !context.over.load(Ordering::Relaxed)
            && (context.process.load(Ordering::Relaxed) == process() || fork::adopt(context))
    })
}

/// Takes over the run in a forked child, if no other process has it. Returns true if this process
/// has the run now.
pub(crate) fn adopt() -> bool {
    context().is_some()
}

/// Returns true if the run's process was ever split.
pub(crate) fn has_forked() -> bool {
    fork::count() > 0
}

fn process() -> i32 {
    // SAFETY: takes nothing and cannot fail.
    unsafe { libc::getpid() }
}

/// The run's file, opened for one call of a handler. No descriptor is kept from one call to the
/// next: the program may close it, and a file of its own then has the number.
struct Opened(i32);

impl Opened {
    fn of(context: &Context) -> Self {
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
    fn write_line(&self, parts: &[&str]) {
        write_line(self.0, parts);
    }
}

impl Drop for Opened {
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
    let _ = own_signals::blocked(|| {
        // SAFETY: so many pieces were filled in; they are only read, and live until this returns.
        match unsafe { libc::writev(file, pieces.as_ptr(), used) } {
            -1 => Err(std::io::Error::last_os_error()),
            written => Ok(written),
        }
    });
}

/// Puts a handler in the place of what is there, if `replaces` says so. Gives what was there.
fn put(
    signal: i32,
    handler: libc::sighandler_t,
    replaces: impl FnOnce(&libc::sigaction) -> bool,
) -> Option<libc::sigaction> {
    // SAFETY: the structures are ours, and zero is a valid value of each of their fields; the handler does only what a handler may.
    unsafe {
        let mut current: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal, std::ptr::null(), &raw mut current) != 0 || !replaces(&current) {
            return None;
        }
        let mut ours: libc::sigaction = std::mem::zeroed();
        ours.sa_sigaction = handler;
        // On the thread's other stack, if it has one: its own may be used up, or be one that the program made for a purpose of its own.
        ours.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigemptyset(&raw mut ours.sa_mask);
        (libc::sigaction(signal, &raw const ours, std::ptr::null_mut()) == 0).then_some(current)
    }
}

/// Has a signal do what it does by default.
fn set_default(signal: i32) {
    // SAFETY: as in `put`.
    unsafe {
        let mut default: libc::sigaction = std::mem::zeroed();
        default.sa_sigaction = libc::SIG_DFL;
        libc::sigaction(signal, &raw const default, std::ptr::null_mut());
    }
}

/// Whether this handler is the installed one.
fn is_installed(signal: i32, handler: libc::sighandler_t) -> bool {
    // SAFETY: as in `put`.
    unsafe {
        let mut current: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut current) == 0 && current.sa_sigaction == handler
    }
}

/// Leaves `errno` as it was: the code that was interrupted may be about to look at it.
fn keeping_errno(handle: impl FnOnce()) {
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
