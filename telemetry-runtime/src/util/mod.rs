//! Tools that know nothing of telemetry: files, clocks, locks, the operating system.

pub(crate) mod blocked_signals;
pub(crate) mod catch;
pub(crate) mod clock;
pub(crate) mod dedup;
pub(crate) mod digits;
pub(crate) mod file_identity;
pub(crate) mod files;
pub(crate) mod hash;
pub(crate) mod home;
pub(crate) mod json;
pub(crate) mod last_error;
#[cfg(test)]
pub(crate) mod laws;
#[cfg(target_os = "linux")]
pub(crate) mod mapped_files;
#[cfg(not(windows))]
mod os_release;
#[cfg(unix)]
mod own_directory;
pub(crate) mod own_file;
pub(crate) mod platform;
pub(crate) mod random;
pub(crate) mod source_path;
pub(crate) mod system;
pub(crate) mod timeout;
