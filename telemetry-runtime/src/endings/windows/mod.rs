//! How a run ends on Windows: what a process that ends can still write into the run's file.
//!
//! | ending | what notices it |
//! |---|---|
//! | `process::exit`, in any thread | a callback of the loader: `exit.rs` |
//! | access violation, stack overflow and the like | the filter of unhandled exceptions: `exception.rs` |
//! | Ctrl-C, Ctrl-Break, a closed console | a console control handler: `console.rs` |
//! | `TerminateProcess` (`taskkill /F`), `abort`, a power cut | nothing: the run has no end |
//!
//! All that runs here allocates nothing and takes no lock: threads may have been ended while they
//! held one, and the stack may be used up.

#![expect(unsafe_code, reason = "the hooks of the system have no safe interface in std")]

mod console;
mod exception;
mod exit;

use crate::app::Place;
use crate::command;
use crate::identity::Identity;
use crate::session::run_file::RunFile;
use std::fs::File;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::os::windows::io::{AsRawHandle, FromRawHandle};
use std::path::Path;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

/// What the hooks know of the run. Made before the first of them is installed.
#[derive(Debug)]
struct Context {
    /// The handle of the run's file; null when the run is over.
    file: AtomicPtr<std::ffi::c_void>,
    /// The program may have closed the handle, and the system given its value to another file.
    identity: Identity,
    /// The thread of `main`, as `command::this_thread` names it.
    thread: usize,
    main: &'static Place,
}

static CONTEXT: OnceLock<Context> = OnceLock::new();

/// Installs all hooks. `main` is the annotated function that this thread runs.
pub(crate) fn install(file: &RunFile, _path: &Path, main: &'static Place) {
    let lock = file.lock();
    let context = Context {
        file: AtomicPtr::new(lock.file().as_raw_handle()),
        identity: lock.identity(),
        thread: command::this_thread(),
        main,
    };
    if CONTEXT.set(context).is_ok() {
        exit::install();
        exception::install();
        console::install();
    }
}

/// The run's file is about to be closed: the value of its handle may soon be another file's.
pub(crate) fn release() {
    if let Some(context) = CONTEXT.get() {
        context.file.store(ptr::null_mut(), Ordering::Relaxed);
    }
}

/// The run, for a hook: nothing when the run is over.
fn context() -> Option<&'static Context> {
    CONTEXT
        .get()
        .filter(|context| !context.file.load(Ordering::Relaxed).is_null())
}

impl Context {
    /// Appends a line: in one piece, unless it is longer than most.
    fn write_line(&self, parts: &[&str]) {
        let handle = self.file.load(Ordering::Relaxed);
        if handle.is_null() {
            return;
        }
        // SAFETY: the handle is only borrowed, and whether it is still the run's file is asked
        // first.
        let file = ManuallyDrop::new(unsafe { File::from_raw_handle(handle) });
        if !Identity::of(&file).is_ok_and(|identity| identity == self.identity) {
            return;
        }
        // As large as a stack has room for that has overflowed.
        let mut line = [0_u8; 256];
        let mut length = 0;
        for part in parts.iter().chain(&["\n"]) {
            for byte in part.bytes() {
                if length == line.len() {
                    write(&file, &line);
                    length = 0;
                }
                if let Some(free) = line.get_mut(length) {
                    *free = byte;
                    length += 1;
                }
            }
        }
        write(&file, line.get(..length).unwrap_or_default());
    }
}

/// A run without its marks is reported as what it then looks like.
fn write(mut file: &File, bytes: &[u8]) {
    let _ = file.write_all(bytes);
}

/// There is no `fork` on Windows, so another process never goes on with the run.
pub(crate) fn adopt() -> bool {
    false
}

/// See above.
pub(crate) fn has_forked() -> bool {
    false
}
