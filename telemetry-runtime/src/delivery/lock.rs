//! The uploader's lock. Only the process that holds it sends; all others leave the outbox to it.
//!
//! The hand-over is the same on every platform: the program that launches an uploader takes the
//! lock, writes a one-time number into the locked file, and gives the open file to the uploader as
//! its standard input. The uploader reads the number through that same file and compares it with
//! the one in its environment. So the lock is never free in between, and no other process can take
//! an uploader's place.
//!
//! On Unix the lock is `flock`. It belongs to the opening of the file, which both processes share.
//! On Windows the lock is the opening itself: no other process can open the file meanwhile. A
//! byte-range lock, which is what `File::lock` takes there, could not be handed over: it belongs to
//! one process, and denies the locked bytes to every other handle.

use super::spawn::TIME_LIMIT;
use crate::util::file_identity::Identity;
use crate::util::own_file::OwnFile;
use crate::util::{clock, files};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};
use uuid::fmt::Simple;

/// Replaces the number once the uploader has read it. The text always has one length: to truncate a
/// file takes longer than to overwrite it.
const USED: &[u8; Simple::LENGTH] = b"used                            ";

/// The file's content: the number of the executable's path, as one digit, and the one-time number.
/// The digit stays when the number is used, so the next launcher knows a path that works.
const LENGTH: usize = 1 + Simple::LENGTH;

/// The last launch of an uploader, as the lock file has it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct LastLaunch {
    /// Which path of the executable was tried.
    pub(super) executable: usize,
    /// The time of the launch, if that uploader never used its number: it did not start.
    pub(super) failed_at: Option<SystemTime>,
}

/// The held lock. Dropping it closes the file, which releases the lock unless it was handed over.
#[derive(Debug)]
pub(crate) struct UploaderLock(OwnFile);

impl UploaderLock {
    /// Takes the lock; `None` while another process holds it.
    pub(crate) fn try_acquire(path: &Path) -> io::Result<Option<Self>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        Ok(try_open(path, &mut options)?.map(Self))
    }

    /// Takes the lock, waiting for its holder.
    ///
    /// # Errors
    /// `WouldBlock` if another process held it all the time; else the error of opening the file.
    pub(crate) fn acquire_within(path: &Path, timeout: Duration) -> io::Result<Self> {
        let deadline = Instant::now() + timeout;
        loop {
            match Self::try_acquire(path)? {
                Some(lock) => return Ok(lock),
                None if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(1)),
                None => return Err(ErrorKind::WouldBlock.into()),
            }
        }
    }

    /// The lock that this process was given as its standard input; `None` if that is any other
    /// file.
    pub(super) fn inherited(path: &Path) -> Option<Self> {
        let file = OwnFile::new(standard_input()?).ok()?;
        let is_lock = file
            .identity()
            .is_ok_and(|given| Identity::at(path).is_ok_and(|at| at == given));
        is_lock.then_some(Self(file))
    }

    /// Returns true if the file holds this number and it was not used yet.
    pub(super) fn has_number(&self, number: &[u8]) -> bool {
        let text = self.text();
        unused(&text).is_some_and(|written| written == number)
    }

    /// The launch before this one. The caller holds the lock, so that uploader runs no more.
    pub(super) fn last_launch(&self) -> LastLaunch {
        let launched = self
            .0
            .get()
            .and_then(File::metadata)
            .and_then(|metadata| metadata.modified());
        last_launch(&self.text(), launched.ok())
    }

    /// Writes the number that only the uploader launched next may use, and the executable's.
    pub(super) fn write_number(&self, executable: usize, number: &str) -> io::Result<()> {
        self.write(format!("{}{number}", executable.min(9)).as_bytes())
    }

    /// Makes the number worthless for any other process.
    pub(super) fn use_number(&self) -> io::Result<()> {
        let digit = self.text().first().copied().unwrap_or(b'0');
        self.write(&[&[digit], USED.as_slice()].concat())
    }

    /// The file's content, or what could be read of it.
    fn text(&self) -> Vec<u8> {
        let mut text = Vec::new();
        if self.rewind().is_ok() {
            // An error is as good as a text that is too short.
            let _ = self.0.take(64).read_to_end(&mut text);
        }
        text
    }

    fn write(&self, text: &[u8]) -> io::Result<()> {
        self.rewind()?;
        // Overwriting needs no space, so an uploader starts on a full disk as well.
        files::write_all(&self.0, text)?;
        let length = text.len() as u64;
        if self.0.get()?.metadata()?.len() == length {
            return Ok(());
        }
        // Not before: an empty file means that no uploader was ever launched.
        self.0.get()?.set_len(length)
    }

    fn rewind(&self) -> io::Result<()> {
        self.0.get()?.rewind()
    }

    /// Releases the lock, also where the same opening is this process's standard input.
    pub(crate) fn release(self) {
        #[cfg(unix)]
        let _ = self.0.get().and_then(File::unlock);
        drop(self.0);
    }

    /// For the uploader that is launched. Unlike with [`release`](Self::release), the lock stays
    /// with it when this process closes the file.
    pub(super) fn into_file(self) -> OwnFile {
        self.0
    }
}

/// The number in the file's content, unless it was used.
fn unused(text: &[u8]) -> Option<&[u8]> {
    let (_, number) = text.split_first()?;
    (text.len() == LENGTH && number.iter().all(u8::is_ascii_hexdigit)).then_some(number)
}

fn last_launch(text: &[u8], launched: Option<SystemTime>) -> LastLaunch {
    let digit = text.first().filter(|_| text.len() == LENGTH);
    LastLaunch {
        executable: digit.map_or(0, |digit| usize::from(digit.wrapping_sub(b'0'))),
        failed_at: launched.filter(|_| unused(text).is_some()),
    }
}

/// When the last uploader was launched, if it did not start. Reads the file without the lock, so an
/// uploader that may still start is given its whole time limit.
pub(crate) fn failed_launch(path: &Path) -> Option<SystemTime> {
    let launched = std::fs::symlink_metadata(path).ok()?.modified().ok()?;
    let text = files::read(path, 64).ok()?;
    let failed_at = last_launch(&text, Some(launched)).failed_at?;
    let is_over = SystemTime::now()
        .duration_since(failed_at)
        .is_ok_and(|age| age > TIME_LIMIT);
    is_over.then_some(failed_at)
}

/// The words for that.
pub(crate) fn did_not_start(launched: SystemTime) -> String {
    let at = clock::rfc3339(clock::since_epoch(launched));
    format!("the uploader launched at {at} did not start")
}

#[cfg(unix)]
fn try_open(path: &Path, options: &mut OpenOptions) -> io::Result<Option<OwnFile>> {
    use std::fs::TryLockError;
    let file = files::open(path, options)?;
    match file.get()?.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(windows)]
fn try_open(path: &Path, options: &mut OpenOptions) -> io::Result<Option<OwnFile>> {
    use std::os::windows::fs::OpenOptionsExt;
    const SHARE_NOTHING: u32 = 0;
    match files::open(path, options.share_mode(SHARE_NOTHING)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if files::is_in_use(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Telemetry is always off there.
#[cfg(not(any(unix, windows)))]
fn try_open(_: &Path, _: &mut OpenOptions) -> io::Result<Option<OwnFile>> {
    Err(ErrorKind::Unsupported.into())
}

/// A copy, because other code of the process may use the standard input by its number.
#[cfg(unix)]
fn standard_input() -> Option<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().ok().map(File::from)
}

/// The handle itself: the lock is released only when the last handle is closed.
#[cfg(windows)]
#[expect(unsafe_code, reason = "std cannot take the standard input away from a process")]
fn standard_input() -> Option<File> {
    use std::os::windows::io::FromRawHandle;
    use windows_sys::Win32::Foundation::INVALID_HANDLE_VALUE;
    use windows_sys::Win32::System::Console::{GetStdHandle, STD_INPUT_HANDLE, SetStdHandle};
    // SAFETY: the handle was inherited for this purpose, and nobody else in this process uses it:
    // the process is an uploader, in which no code of the program runs after this, and std then
    // finds no standard input any more.
    unsafe {
        let handle = GetStdHandle(STD_INPUT_HANDLE);
        if handle.is_null() || handle == INVALID_HANDLE_VALUE {
            return None;
        }
        SetStdHandle(STD_INPUT_HANDLE, std::ptr::null_mut());
        Some(File::from_raw_handle(handle))
    }
}

#[cfg(not(any(unix, windows)))]
fn standard_input() -> Option<File> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn one_holds_it_and_others_wait_but_not_for_ever() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("lock");
        let held = UploaderLock::try_acquire(&path).unwrap().unwrap();
        assert!(UploaderLock::try_acquire(&path).unwrap().is_none());
        let waited = UploaderLock::acquire_within(&path, Duration::from_millis(5));
        assert_eq!(waited.unwrap_err().kind(), ErrorKind::WouldBlock);
        held.release();
        drop(UploaderLock::acquire_within(&path, Duration::ZERO).unwrap());
        assert!(UploaderLock::try_acquire(&path).unwrap().is_some());
    }

    #[test]
    fn what_cannot_be_a_lock_is_an_error() {
        let scratch = tempfile::tempdir().unwrap();
        assert!(UploaderLock::try_acquire(scratch.path()).is_err());
        assert!(UploaderLock::acquire_within(&scratch.path().join("no/file"), Duration::from_secs(60)).is_err());
    }

    #[test]
    fn a_number_counts_once_and_only_whole() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("lock");
        std::fs::write(&path, "something longer than a number, from whatever source").unwrap();
        let lock = UploaderLock::try_acquire(&path).unwrap().unwrap();
        assert!(!lock.has_number(NUMBER.as_bytes()));
        lock.write_number(0, NUMBER).unwrap();
        assert!(lock.has_number(NUMBER.as_bytes()));
        let other = NUMBER.replace('f', "e");
        for wrong in ["", "1", "0123456789abcdef", &other] {
            assert!(!lock.has_number(wrong.as_bytes()), "{wrong}");
        }
        lock.use_number().unwrap();
        assert!(!lock.has_number(NUMBER.as_bytes()) && !lock.has_number(USED));
        assert_eq!(lock.0.get().unwrap().metadata().unwrap().len(), LENGTH as u64);
    }

    #[test]
    fn an_unused_number_shows_that_the_uploader_did_not_start() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("lock");
        let lock = UploaderLock::try_acquire(&path).unwrap().unwrap();
        assert_eq!(lock.last_launch(), LastLaunch::default());
        lock.write_number(1, NUMBER).unwrap();
        let last = lock.last_launch();
        assert!(last.executable == 1 && last.failed_at.is_some(), "{last:?}");
        assert_eq!(failed_launch(&path), None, "it may still start");
        let long_ago = SystemTime::now() - 2 * TIME_LIMIT;
        lock.0.get().unwrap().set_modified(long_ago).unwrap();
        assert_eq!(lock.last_launch().failed_at, Some(long_ago));
        // On Windows nobody can read the file while the lock is held.
        assert_eq!(failed_launch(&path), (!cfg!(windows)).then_some(long_ago));
        lock.use_number().unwrap();
        let used = LastLaunch {
            executable: 1,
            failed_at: None,
        };
        assert_eq!(lock.last_launch(), used, "the path is remembered");
        drop(lock);
        assert_eq!(failed_launch(&path), None);
    }

    #[test]
    fn the_file_can_be_looked_at_while_the_lock_is_held() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("lock");
        let lock = UploaderLock::try_acquire(&path).unwrap().unwrap();
        lock.write_number(0, NUMBER).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), LENGTH as u64);
        assert_eq!(Identity::at(&path).unwrap(), lock.0.identity().unwrap());
    }
}
