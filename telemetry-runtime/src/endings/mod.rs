//! The ways in which a run ends, or does not.

mod apart;
pub(crate) mod exit_hook;
pub(crate) mod panic_hook;
#[cfg(unix)]
pub(crate) mod signals;

#[cfg(not(unix))]
pub(crate) mod signals {
    //! Windows has no signals; a run that was killed has no end.

    use crate::app::Place;
    use crate::session::run_file::RunFile;
    use std::path::Path;

    pub(crate) fn install(_file: &RunFile, _path: &Path, _main: &'static Place) {}

    pub(crate) fn release() {}
}
