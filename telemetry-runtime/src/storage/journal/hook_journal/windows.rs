//! The run journal for hooks of Windows.

#![expect(unsafe_code, reason = "a hook has the journal's bare handle")]

use crate::model::program::Place;
use crate::storage::journal::run_journal::RunJournal;
use crate::util::file_identity::Identity;
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
pub(crate) struct Context {
    /// The handle of the run journal; null when the run is over.
    file: AtomicPtr<std::ffi::c_void>,
    /// The program may have closed the handle, and the system given its value to another file.
    identity: Identity,
    /// The thread of `main`, as `command::this_thread` names it.
    pub(crate) thread: usize,
    pub(crate) main: &'static Place,
}

static CONTEXT: OnceLock<Context> = OnceLock::new();

/// Prepares the journal for hooks, which may be installed after that. `main` is the annotated
/// function that `thread` runs. Returns true in the first call.
pub(crate) fn prepare(file: &RunJournal, _path: &Path, thread: usize, main: &'static Place) -> bool {
    let lock = file.lock();
    let context = Context {
        file: AtomicPtr::new(lock.file().as_raw_handle()),
        identity: lock.identity(),
        thread,
        main,
    };
    CONTEXT.set(context).is_ok()
}

/// The run journal is about to be closed: the value of its handle may soon be another file's.
pub(crate) fn release() {
    if let Some(context) = CONTEXT.get() {
        context.file.store(ptr::null_mut(), Ordering::Relaxed);
    }
}

/// The run, for a hook: nothing when the run is over.
pub(crate) fn context() -> Option<&'static Context> {
    CONTEXT
        .get()
        .filter(|context| !context.file.load(Ordering::Relaxed).is_null())
}

/// The journal, for lines of a hook.
pub(crate) struct Lines<'a>(&'a Context);

impl<'a> Lines<'a> {
    pub(crate) fn of(context: &'a Context) -> Self {
        Self(context)
    }

    /// Appends a line: in one piece, unless it is longer than most.
    pub(crate) fn write_line(&self, parts: &[&str]) {
        let handle = self.0.file.load(Ordering::Relaxed);
        if handle.is_null() {
            return;
        }
        // SAFETY: the handle is only borrowed, and whether it is still the run journal is asked
        // first.
        let file = ManuallyDrop::new(unsafe { File::from_raw_handle(handle) });
        if !Identity::of(&file).is_ok_and(|identity| identity == self.0.identity) {
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

/// A run without its entries is reported as what it then looks like.
fn write(mut file: &File, bytes: &[u8]) {
    let _ = file.write_all(bytes);
}

/// There is no `fork` on Windows, so no other process continues the run.
pub(crate) fn adopt() -> bool {
    false
}

/// See above.
pub(crate) fn has_forked() -> bool {
    false
}
