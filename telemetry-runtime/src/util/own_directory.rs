//! Lists a directory while other threads of the program may close descriptors.
//!
//! std closes a directory's descriptor by its number, and panics or aborts if the program has
//! closed it already: see `util/own_file.rs`.

use crate::util::own_file::OwnFile;
use std::ffi::{CStr, OsString};
use std::fs::{self, OpenOptions};
use std::io;
use std::mem::ManuallyDrop;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// An open directory.
struct Stream {
    stream: *mut libc::DIR,
    /// Closed with the stream.
    file: ManuallyDrop<OwnFile>,
}

impl Stream {
    #[expect(unsafe_code, reason = "std has no directory from a descriptor")]
    fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(libc::O_DIRECTORY | libc::O_NONBLOCK);
        let file = OwnFile::open(path, &options, |path| fs::metadata(path))?;
        // SAFETY: the number is that of an open directory. Of anything else the call says so.
        let stream = unsafe { libc::fdopendir(file.get()?.as_raw_fd()) };
        if stream.is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(Self {
            stream,
            file: ManuallyDrop::new(file),
        })
    }
}

impl Iterator for Stream {
    type Item = OsString;

    #[expect(unsafe_code, reason = "as above")]
    fn next(&mut self) -> Option<OsString> {
        #[cfg(not(target_os = "linux"))]
        use libc::readdir;
        #[cfg(target_os = "linux")]
        use libc::readdir64 as readdir;
        self.file.get().ok()?;
        // SAFETY: the stream is open and this one's alone; the name is read before the next call.
        let name = unsafe {
            let entry = readdir(self.stream);
            if entry.is_null() {
                return None;
            }
            CStr::from_ptr((&raw const (*entry).d_name).cast())
        };
        Some(OsString::from_vec(name.to_bytes().to_vec()))
    }
}

impl Drop for Stream {
    #[expect(unsafe_code, reason = "as above")]
    fn drop(&mut self) {
        // The stream's memory stays where its number may be another file's.
        if self.file.get().is_ok() {
            // SAFETY: the stream is open and used no more.
            unsafe { libc::closedir(self.stream) };
        }
    }
}

/// The names of a directory's entries, at most this many.
pub(crate) fn names(path: &Path, most: usize) -> io::Result<Vec<OsString>> {
    let is_entry = |name: &OsString| name != "." && name != "..";
    Ok(Stream::open(path)?.filter(is_entry).take(most).collect())
}
