//! The identity of a file, whatever its name: device and inode on Unix, volume and file index on
//! Windows.

use std::fs::File;
use std::io;
use std::path::Path;

/// Two open files with equal identities are one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    volume: u64,
    index: u64,
}

impl Identity {
    /// The identity of an open file.
    #[cfg(unix)]
    pub(crate) fn of(file: &File) -> io::Result<Self> {
        file.metadata().map(|metadata| Self::from_metadata(&metadata))
    }

    /// The identity of what is open under this number, if anything is. A signal handler may ask.
    #[cfg(unix)]
    #[expect(unsafe_code, reason = "a number is no open file for std")]
    #[allow(
        clippy::unnecessary_cast,
        clippy::cast_sign_loss,
        reason = "the types differ from system to system, and std casts them so"
    )]
    pub(crate) fn of_descriptor(descriptor: i32) -> Option<Self> {
        // SAFETY: the structure is ours, and zero is a valid value of each of its fields; of a
        // number under which nothing is open, the system says so.
        unsafe {
            let mut stat: libc::stat = std::mem::zeroed();
            (libc::fstat(descriptor, &raw mut stat) == 0).then_some(Self {
                volume: stat.st_dev as u64,
                index: stat.st_ino as u64,
            })
        }
    }

    /// The identity of the file that is at this path now.
    #[cfg(unix)]
    pub(crate) fn at(path: &Path) -> io::Result<Self> {
        std::fs::metadata(path).map(|metadata| Self::from_metadata(&metadata))
    }

    #[cfg(unix)]
    pub(crate) fn from_metadata(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            volume: metadata.dev(),
            index: metadata.ino(),
        }
    }

    #[cfg(windows)]
    #[expect(unsafe_code, reason = "std keeps volume and index to itself on Windows")]
    pub(crate) fn of(file: &File) -> io::Result<Self> {
        use std::os::windows::io::AsRawHandle;
        use windows_sys::Win32::Storage::FileSystem::{BY_HANDLE_FILE_INFORMATION, GetFileInformationByHandle};
        let mut information = BY_HANDLE_FILE_INFORMATION::default();
        // SAFETY: the handle is open, and the structure is ours.
        if unsafe { GetFileInformationByHandle(file.as_raw_handle(), &raw mut information) } == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Self {
            volume: information.dwVolumeSerialNumber.into(),
            index: u64::from(information.nFileIndexHigh) << 32 | u64::from(information.nFileIndexLow),
        })
    }

    #[cfg(windows)]
    pub(crate) fn at(path: &Path) -> io::Result<Self> {
        use std::os::windows::fs::OpenOptionsExt;
        // Without access to the content, a file can be opened that its holder shares with nobody.
        const ATTRIBUTES_ONLY: u32 = 0;
        Self::of(&File::options().access_mode(ATTRIBUTES_ONLY).open(path)?)
    }

    /// Telemetry is always off there.
    #[cfg(not(any(unix, windows)))]
    pub(crate) fn of(_: &File) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[cfg(not(any(unix, windows)))]
    pub(crate) fn at(_: &Path) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_identity_under_another_name_and_shares_it_with_no_other() {
        let scratch = tempfile::tempdir().unwrap();
        let [first, second, moved] = ["first", "second", "moved"].map(|name| scratch.path().join(name));
        std::fs::write(&first, "same").unwrap();
        std::fs::copy(&first, &second).unwrap();
        let identity = Identity::at(&first).unwrap();
        assert_ne!(identity, Identity::at(&second).unwrap());
        let open = File::open(&first).unwrap();
        assert_eq!(identity, Identity::of(&open).unwrap());
        #[cfg(unix)]
        {
            use std::os::fd::AsRawFd;
            assert_eq!(Identity::of_descriptor(open.as_raw_fd()), Some(identity));
            assert_eq!(Identity::of_descriptor(i32::MAX), None);
        }
        drop(open);
        std::fs::rename(&first, &moved).unwrap();
        assert_eq!(identity, Identity::at(&moved).unwrap());
        assert!(Identity::at(&first).is_err());
    }
}
