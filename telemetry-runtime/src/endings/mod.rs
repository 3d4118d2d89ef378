//! The ways in which a run ends, or does not.

mod apart;
mod digits;
pub(crate) mod exit_hook;
mod hook_place;
mod memory;
pub(crate) mod panic_hook;
pub(crate) mod panicking;
#[cfg(unix)]
pub(crate) mod signals;
#[cfg(windows)]
#[path = "windows/mod.rs"]
pub(crate) mod signals;

/// Telemetry is always off there.
#[cfg(not(any(unix, windows)))]
pub(crate) mod signals {
    use crate::app::Place;
    use crate::session::run_file::RunFile;
    use std::path::Path;

    pub(crate) fn install(_file: &RunFile, _path: &Path, _main: &'static Place) {}

    pub(crate) fn release() {}
}
