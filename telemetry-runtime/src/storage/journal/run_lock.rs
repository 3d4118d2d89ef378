//! The lock on a run journal, held while the run's process lives. Every other process can read the
//! file, and append to it, all the time.
//!
//! On Unix the lock is `flock`, which stops nobody who does not ask. On Windows it is the run's own
//! opening of the file, which does not share deletion: only while it is open is it an error to open
//! the file for deletion. `File::lock` would deny the content to every other process there, so that
//! a session that goes on for days could never be reported.
//!
//! The lock is all that the open file is for. A program may close every descriptor that it finds,
//! as daemons do, and the next file that it opens gets the number of this one. So nothing is ever
//! written through the number, and it is only closed while it is certainly ours.

use crate::util::file_identity::Identity;
use crate::util::files;
use crate::util::own_file::OwnFile;
use std::fs::{self, File, OpenOptions};
use std::io;
#[cfg(unix)]
use std::os::fd::IntoRawFd;
use std::path::Path;
#[cfg(unix)]
use std::sync::{
    Arc,
    atomic::{AtomicI32, Ordering},
};

/// The lock of the run that this process is. Released when it is dropped.
#[derive(Debug)]
pub(crate) struct RunLock {
    /// A forked child that takes over the run has another one.
    #[cfg(unix)]
    descriptor: Arc<AtomicI32>,
    #[cfg(not(unix))]
    file: File,
    identity: Identity,
}

impl RunLock {
    /// Makes a file with this beginning and holds the lock.
    pub(super) fn create(path: &Path, beginning: &[u8]) -> io::Result<Self> {
        let file = create(path, beginning)?;
        let identity = match file.identity() {
            Ok(identity) => identity,
            Err(error) => {
                // There is no run, so nothing must be left to report.
                drop(file);
                let _ = fs::remove_file(path);
                return Err(error);
            }
        };
        Ok(Self {
            #[cfg(unix)]
            descriptor: Arc::new(AtomicI32::new(file.into_file().into_raw_fd())),
            #[cfg(not(unix))]
            file: file.into_file(),
            identity,
        })
    }

    /// The identity of the locked file.
    pub(crate) fn identity(&self) -> Identity {
        self.identity
    }

    /// The number under which the file was opened. What is there now may be another file.
    #[cfg(unix)]
    pub(crate) fn descriptor(&self) -> &Arc<AtomicI32> {
        &self.descriptor
    }

    /// Takes the lock again if the program has closed its descriptor. `file` is another opening of
    /// the file. Where another process collects the run at that moment, the lock stays lost.
    #[cfg(unix)]
    pub(super) fn renew(&self, file: &OwnFile) {
        if Identity::of_descriptor(self.descriptor.load(Ordering::Relaxed)) == Some(self.identity) {
            return;
        }
        if file.get().is_ok_and(|file| file.try_lock().is_ok())
            && let Ok(copy) = file.get().and_then(File::try_clone).and_then(OwnFile::new)
            && copy.identity().is_ok_and(|copied| copied == self.identity)
        {
            self.descriptor.store(copy.into_file().into_raw_fd(), Ordering::Relaxed);
        }
    }

    /// A program on Windows cannot close a handle that it does not know.
    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "as on Unix")]
    pub(super) fn renew(&self, _file: &OwnFile) {}

    /// For what runs while the process ends, which can only use the bare handle.
    #[cfg(windows)]
    pub(crate) fn file(&self) -> &File {
        &self.file
    }
}

#[cfg(unix)]
impl Drop for RunLock {
    #[expect(unsafe_code, reason = "in debug builds, std aborts if the number was closed already")]
    fn drop(&mut self) {
        let descriptor = self.descriptor.load(Ordering::Relaxed);
        if Identity::of_descriptor(descriptor) == Some(self.identity) {
            // SAFETY: the number is owned by this alone, and is still the file's.
            unsafe {
                // Also where a forked child holds a copy of it.
                libc::flock(descriptor, libc::LOCK_UN);
                libc::close(descriptor);
            }
        }
    }
}

/// Makes a file with this beginning and holds the lock.
///
/// Under another name, locked, then renamed: no other process ever finds the file without its lock.
#[cfg(unix)]
fn create(path: &Path, beginning: &[u8]) -> io::Result<OwnFile> {
    let unfinished = files::beside(path)?;
    let made = files::open(&unfinished, OpenOptions::new().append(true).create_new(true)).and_then(|file| {
        file.get()?.try_lock()?;
        files::write_all(&file, beginning)?;
        fs::rename(&unfinished, path)?;
        Ok(file)
    });
    if made.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    made
}

/// Makes a file with this beginning and holds the lock. The system makes and locks it at once.
#[cfg(not(unix))]
fn create(path: &Path, beginning: &[u8]) -> io::Result<OwnFile> {
    let mut options = OpenOptions::new();
    options.append(true).create_new(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        use windows_sys::Win32::Storage::FileSystem::{FILE_SHARE_READ, FILE_SHARE_WRITE};
        options.share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE);
    }
    let file = files::open(path, &mut options)?;
    if let Err(error) = files::write_all(&file, beginning) {
        // Not while it is open: the lock is against that.
        drop(file);
        let _ = fs::remove_file(path);
        return Err(error);
    }
    Ok(file)
}

/// Whether the process that made the file still holds it. `file` is another opening of the same
/// file.
#[cfg(unix)]
pub(super) fn is_held(_path: &Path, file: &OwnFile) -> bool {
    // Shared, so that of two processes which look at once neither takes the other for the run.
    file.get().is_err() || file.get().is_ok_and(|file| file.try_lock_shared().is_err())
}

/// See above.
#[cfg(windows)]
pub(super) fn is_held(path: &Path, _file: &OwnFile) -> bool {
    use std::os::windows::fs::OpenOptionsExt;
    use windows_sys::Win32::Storage::FileSystem::DELETE;
    // std shares everything, so that this disturbs nobody.
    let opened = files::open(path, OpenOptions::new().access_mode(DELETE));
    opened.is_err_and(|error| files::is_in_use(&error))
}

#[cfg(not(any(unix, windows)))]
pub(super) fn is_held(_path: &Path, _file: &OwnFile) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn opened(path: &Path) -> OwnFile {
        files::open(path, OpenOptions::new().read(true)).unwrap()
    }

    fn is_held_at(path: &Path) -> bool {
        is_held(path, &opened(path))
    }

    #[test]
    fn it_is_held_until_it_is_released_and_readable_all_the_time() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("run");
        let lock = RunLock::create(&path, b"begun\n").unwrap();
        assert!(is_held_at(&path) && is_held_at(&path));
        assert_eq!(fs::read(&path).unwrap(), b"begun\n");
        // Another process notes something.
        let other = files::open(&path, OpenOptions::new().append(true)).unwrap();
        (&other).write_all(b"noted\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"begun\nnoted\n");
        assert!(is_held_at(&path));
        drop(lock);
        assert!(!is_held_at(&path));
        assert_eq!(files::names(scratch.path()), ["run"]);
    }

    #[cfg(unix)]
    #[test]
    #[expect(unsafe_code, reason = "as a program that closes all descriptors")]
    fn a_descriptor_that_is_another_file_s_now_stays_open() {
        use std::os::fd::AsRawFd;
        let scratch = tempfile::tempdir().unwrap();
        let lock = RunLock::create(&scratch.path().join("run"), b"begun\n").unwrap();
        let other = File::create(scratch.path().join("other")).unwrap();
        let number = lock.descriptor().load(Ordering::Relaxed);
        // SAFETY: the number is the lock's, which is what this test takes from it.
        let taken = unsafe { libc::dup2(other.as_raw_fd(), number) };
        assert_eq!(taken, number);
        drop(lock);
        let identity = Identity::of(&other).unwrap();
        assert_eq!(
            Identity::of_descriptor(taken),
            Some(identity),
            "it is not ours to close"
        );
        // SAFETY: the copy is this test's.
        unsafe { libc::close(taken) };
    }

    #[cfg(unix)]
    #[test]
    #[expect(unsafe_code, reason = "as a program that closes all descriptors")]
    fn a_lock_whose_descriptor_is_closed_is_taken_again() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("run");
        let lock = RunLock::create(&path, b"begun\n").unwrap();
        let file = opened(&path);
        let before = lock.descriptor().load(Ordering::Relaxed);
        lock.renew(&file);
        assert_eq!(lock.descriptor().load(Ordering::Relaxed), before, "nothing was lost");
        // SAFETY: the number is the lock's, which is what this test takes from it.
        unsafe { libc::close(before) };
        assert!(!is_held_at(&path));
        lock.renew(&file);
        drop(file);
        assert!(is_held_at(&path));
        drop(lock);
        assert!(!is_held_at(&path));
    }

    #[test]
    fn a_file_that_is_there_already_is_not_taken() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("no/such/directory");
        RunLock::create(&path, b"begun\n").unwrap_err();
    }
}
