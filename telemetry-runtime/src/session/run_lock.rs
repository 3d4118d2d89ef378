//! The lock on a run's file, held while the run's process lives. Every other process can read the
//! file, and append to it, all the time.
//!
//! On Unix the lock is `flock`, which stops nobody who does not ask. On Windows it is the run's own
//! opening of the file, which does not share deletion: only while it is open is it an error to open
//! the file for deletion. `File::lock` would deny the content to every other process there, so that
//! a session that goes on for days could never be reported.

use crate::files;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Makes a file with this beginning and holds the lock.
///
/// Under another name, locked, then renamed: no other process ever finds the file without its lock.
#[cfg(unix)]
pub(super) fn create(path: &Path, beginning: &[u8]) -> io::Result<File> {
    let unfinished = files::beside(path)?;
    let mut file = files::open(&unfinished, OpenOptions::new().append(true).create_new(true))?;
    let made = file
        .try_lock()
        .map_err(io::Error::from)
        .and_then(|()| file.write_all(beginning))
        .and_then(|()| fs::rename(&unfinished, path));
    if let Err(error) = made {
        let _ = fs::remove_file(&unfinished);
        return Err(error);
    }
    Ok(file)
}

/// Makes a file with this beginning and holds the lock. The system makes and locks it at once.
#[cfg(not(unix))]
pub(super) fn create(path: &Path, beginning: &[u8]) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create_new(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        use windows_sys::Win32::Storage::FileSystem::{FILE_SHARE_READ, FILE_SHARE_WRITE};
        options.share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE);
    }
    let mut file = files::open(path, &mut options)?;
    if let Err(error) = file.write_all(beginning) {
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
pub(super) fn is_held(_path: &Path, file: &File) -> bool {
    file.try_lock().is_err()
}

/// See above.
#[cfg(windows)]
pub(super) fn is_held(path: &Path, _file: &File) -> bool {
    use std::os::windows::fs::OpenOptionsExt;
    use windows_sys::Win32::Storage::FileSystem::DELETE;
    // std shares everything, so that this disturbs nobody.
    let opened = files::open(path, OpenOptions::new().access_mode(DELETE));
    opened.is_err_and(|error| files::is_in_use(&error))
}

#[cfg(not(any(unix, windows)))]
pub(super) fn is_held(_path: &Path, _file: &File) -> bool {
    false
}

/// Releases the lock before the file is closed, also where a forked child holds a copy of it.
pub(super) fn release(file: &File) {
    // It fails where there never was a lock.
    #[cfg(unix)]
    let _ = file.unlock();
    #[cfg(not(unix))]
    let _ = file;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_held_at(path: &Path) -> bool {
        is_held(path, &File::open(path).unwrap())
    }

    #[test]
    fn it_is_held_until_it_is_released_and_readable_all_the_time() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("run");
        let file = create(&path, b"begun\n").unwrap();
        assert!(is_held_at(&path) && is_held_at(&path));
        assert_eq!(fs::read(&path).unwrap(), b"begun\n");
        // Another process notes something.
        let mut other = files::open(&path, OpenOptions::new().append(true)).unwrap();
        other.write_all(b"noted\n").unwrap();
        (&file).write_all(b"ended\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"begun\nnoted\nended\n");
        assert!(is_held_at(&path));
        release(&file);
        drop(file);
        assert!(!is_held_at(&path));
        assert_eq!(files::names(scratch.path()), ["run"]);
    }

    #[test]
    fn a_file_that_is_there_already_is_not_taken() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("no/such/directory");
        create(&path, b"begun\n").unwrap_err();
    }
}
