//! A file that the runtime holds open while other threads of the program may close descriptors.
//!
//! A program may close every descriptor that it finds, in one thread, while another thread of it
//! enters a command. The next file or socket that the program opens then gets the number that the
//! runtime still holds. So the runtime compares the file's identity before each use of the number,
//! and closes the number only while it is the same file's. On Windows a program cannot close a
//! handle that it does not know.

use crate::util::file_identity::Identity;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::mem::ManuallyDrop;
use std::path::Path;

/// An open file whose number is not trusted.
#[derive(Debug)]
pub(crate) struct OwnFile {
    file: ManuallyDrop<File>,
    #[cfg(unix)]
    identity: Identity,
}

impl OwnFile {
    /// Opens a file. `look` gives the metadata of the file at the path, as `options` reach it: by a
    /// link, or not.
    ///
    /// # Errors
    /// The operating system's error. `NotFound` if each time another file was at the path after it
    /// was opened.
    pub(crate) fn open(
        path: &Path,
        options: &OpenOptions,
        look: impl Fn(&Path) -> io::Result<Metadata>,
    ) -> io::Result<Self> {
        // Another process may replace the file in between.
        const ATTEMPTS: usize = 3;
        for _ in 0..ATTEMPTS {
            let file = ManuallyDrop::new(options.open(path)?);
            if let Some(own) = Self::if_at(file, || look(path))? {
                return Ok(own);
            }
        }
        Err(io::ErrorKind::NotFound.into())
    }

    #[cfg(unix)]
    fn if_at(file: ManuallyDrop<File>, look: impl FnOnce() -> io::Result<Metadata>) -> io::Result<Option<Self>> {
        // The number may be another file's by now. Then it is not closed.
        let identity = match Identity::of(&file) {
            Err(error) if error.raw_os_error() == Some(libc::EBADF) => return Ok(None),
            identity => identity?,
        };
        let is_at_the_path = look().is_ok_and(|metadata| Identity::from_metadata(&metadata) == identity);
        Ok(is_at_the_path.then_some(Self { file, identity }))
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    fn if_at(file: ManuallyDrop<File>, _look: impl FnOnce() -> io::Result<Metadata>) -> io::Result<Option<Self>> {
        Ok(Some(Self { file }))
    }

    /// Takes over a file that no other thread can have closed yet.
    #[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "as on Unix"))]
    pub(crate) fn new(file: File) -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            identity: Identity::of(&file)?,
            file: ManuallyDrop::new(file),
        })
    }

    /// The file, to use at once.
    ///
    /// # Errors
    /// If the program has closed it.
    pub(crate) fn get(&self) -> io::Result<&File> {
        if self.is_open() {
            Ok(&self.file)
        } else {
            Err(io::Error::other("the program closed the descriptor"))
        }
    }

    #[cfg(unix)]
    fn is_open(&self) -> bool {
        use std::os::fd::AsRawFd;
        Identity::of_descriptor(self.file.as_raw_fd()) == Some(self.identity)
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "as on Unix")]
    fn is_open(&self) -> bool {
        true
    }

    /// The identity of the file that was opened.
    #[cfg(unix)]
    #[expect(clippy::unnecessary_wraps, reason = "as on Windows")]
    pub(crate) fn identity(&self) -> io::Result<Identity> {
        Ok(self.identity)
    }

    #[cfg(not(unix))]
    pub(crate) fn identity(&self) -> io::Result<Identity> {
        Identity::of(&self.file)
    }

    /// Gives the file away, without closing it.
    #[expect(unsafe_code, reason = "the file is moved out before the value is forgotten")]
    pub(crate) fn into_file(self) -> File {
        let mut own = ManuallyDrop::new(self);
        // SAFETY: `own` is never used or dropped after this.
        unsafe { ManuallyDrop::take(&mut own.file) }
    }
}

impl Drop for OwnFile {
    #[cfg(unix)]
    #[expect(unsafe_code, reason = "in debug builds, std aborts if the number was closed already")]
    fn drop(&mut self) {
        use std::os::fd::AsRawFd;
        if self.is_open() {
            // SAFETY: the number is owned by this alone, and is still the file's.
            unsafe { libc::close(self.file.as_raw_fd()) };
        }
    }

    #[cfg(not(unix))]
    #[expect(unsafe_code, reason = "a value is dropped in its place")]
    fn drop(&mut self) {
        // SAFETY: nothing uses the value after this.
        unsafe { ManuallyDrop::drop(&mut self.file) };
    }
}

impl Read for &OwnFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.get()?.read(buffer)
    }
}

impl Write for &OwnFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.get()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::fd::AsRawFd;

    fn open(path: &Path) -> io::Result<OwnFile> {
        OwnFile::open(path, OpenOptions::new().read(true).append(true).create(true), |path| {
            fs::symlink_metadata(path)
        })
    }

    #[test]
    #[expect(unsafe_code, reason = "as a program that closes all descriptors")]
    fn another_file_under_the_number_is_neither_used_nor_closed() {
        let scratch = tempfile::tempdir().unwrap();
        let other = File::create(scratch.path().join("other")).unwrap();
        let own = open(&scratch.path().join("own")).unwrap();
        (&own).write_all(b"ours\n").unwrap();
        let number = own.file.as_raw_fd();
        // SAFETY: the number is the one that this test takes away.
        assert_eq!(unsafe { libc::dup2(other.as_raw_fd(), number) }, number);
        (&own).write_all(b"ours\n").unwrap_err();
        (&own).read(&mut [0]).unwrap_err();
        own.get().unwrap_err();
        drop(own);
        let identity = Identity::of(&other).unwrap();
        assert_eq!(
            Identity::of_descriptor(number),
            Some(identity),
            "it is not ours to close"
        );
        // SAFETY: the copy is this test's.
        unsafe { libc::close(number) };
        assert_eq!(fs::read(scratch.path().join("own")).unwrap(), b"ours\n");
        assert_eq!(fs::read(scratch.path().join("other")).unwrap(), b"");
    }

    #[test]
    fn a_file_that_is_not_at_the_path_is_not_opened() {
        let scratch = tempfile::tempdir().unwrap();
        let other = scratch.path().join("other");
        fs::write(&other, "").unwrap();
        let look = |_: &Path| fs::symlink_metadata(&other);
        let opened = OwnFile::open(
            &scratch.path().join("own"),
            OpenOptions::new().append(true).create(true),
            look,
        );
        assert_eq!(opened.unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn it_is_closed_once_it_is_dropped_and_not_if_it_is_given_away() {
        let scratch = tempfile::tempdir().unwrap();
        let own = open(&scratch.path().join("own")).unwrap();
        let file = own.into_file();
        assert!(file.metadata().is_ok());
        let again = OwnFile::new(file).unwrap();
        let (number, identity) = (again.file.as_raw_fd(), again.identity);
        drop(again);
        assert_ne!(Identity::of_descriptor(number), Some(identity));
    }
}
