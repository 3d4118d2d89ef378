//! What the launcher starts an uploader with.

use crate::util::own_file::OwnFile;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// An uploader exits after this time, whatever happens.
pub(in crate::delivery) const TIME_LIMIT: Duration = Duration::from_secs(30);

/// What an uploader is started with.
#[derive(Debug)]
pub(in crate::delivery) struct Launch {
    pub(in crate::delivery) program: PathBuf,
    /// The whole command line, which `ps` and the task manager show.
    pub(in crate::delivery) name: String,
    pub(in crate::delivery) environment: Vec<(OsString, OsString)>,
    pub(in crate::delivery) lock: OwnFile,
}
