//! The ways in which a run ends, or does not.

pub(crate) mod exit_hook;
pub(crate) mod panic_hook;
#[cfg(unix)]
pub(crate) mod signals;

#[cfg(not(unix))]
pub(crate) mod signals {
    //! Windows has no signals; a run that was killed has no end.

    use crate::session::run_file::RunFile;

    pub(crate) fn install(_file: &RunFile) {}

    pub(crate) fn release() {}
}
