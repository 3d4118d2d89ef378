//! Purging: waits until no uploader is running, deletes, and checks that nothing is left.

use crate::delivery::lock::UploaderLock;
use crate::storage::paths::Paths;
use crate::util::files;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// The uploader's lock; nothing where there are no files of ours.
///
/// # Errors
/// As [`UploaderLock::acquire_within`].
pub(crate) fn alone(paths: &Paths, longest: Duration) -> io::Result<Option<UploaderLock>> {
    // What is not ours alone is not touched: a link there may lead anywhere.
    if !files::is_ours(&paths.telemetry()) {
        return Ok(None);
    }
    UploaderLock::acquire_within(&paths.lock(), longest).map(Some)
}

/// Deletes the journals of all runs, also of those that go on: what they recorded until now is not
/// sent.
pub(crate) fn all_runs(paths: &Paths) {
    for path in files::all(&paths.runs()) {
        if fs::remove_file(&path).is_err() {
            // Windows does not delete the journal of a run that is alive. Emptied, it says nothing,
            // whatever that run appends.
            let _ = files::open(&path, OpenOptions::new().write(true).truncate(true));
        }
    }
}

/// The first of these directories that holds anything. An emptied file is nothing.
pub(crate) fn left_in(directories: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let is_something = |path: &PathBuf| !fs::symlink_metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0);
    directories.into_iter().find(|directory| {
        let names = files::entries(directory, usize::MAX);
        names.iter().any(|name| is_something(&directory.join(name)))
    })
}
