//! Starts the uploader's process: detached, with the lock as its standard input, and nothing else
//! of the program's.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub(super) use linux::Started;
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) use unix::Started;
#[cfg(windows)]
pub(super) use windows::Started;

use crate::own_file::OwnFile;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// An uploader exits after this time, whatever happens.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(30);

/// What an uploader is started with.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) program: PathBuf,
    /// The whole command line, which `ps` and the task manager show.
    pub(super) name: String,
    pub(super) environment: Vec<(OsString, OsString)>,
    pub(super) lock: OwnFile,
}

/// Telemetry is always off there.
#[cfg(not(any(unix, windows)))]
#[derive(Debug)]
pub(super) struct Started;

#[cfg(not(any(unix, windows)))]
impl Started {
    pub(super) fn new(_: &Order) -> std::io::Result<Self> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    pub(super) fn is_over(&mut self) -> bool {
        true
    }
}
