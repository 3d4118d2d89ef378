//! Starts the uploader's process: detached, with the lock as its standard input, and nothing else
//! of the program's.

mod launch;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod unix;
#[cfg(windows)]
mod windows;

pub(super) use launch::{Launch, TIME_LIMIT};

#[cfg(target_os = "linux")]
pub(super) use linux::Started;
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) use unix::Started;
#[cfg(windows)]
pub(super) use windows::Started;

/// Telemetry is always off there.
#[cfg(not(any(unix, windows)))]
#[derive(Debug)]
pub(super) struct Started;

#[cfg(not(any(unix, windows)))]
impl Started {
    pub(super) fn new(_: &Launch) -> std::io::Result<Self> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    pub(super) fn is_over(&mut self) -> bool {
        true
    }
}
