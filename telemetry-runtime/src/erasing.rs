//! What it takes to erase, for whoever says no, begins anew, or wants to be forgotten: nobody at work, and nothing left.

use crate::delivery::foreground;
use crate::files;
use crate::paths::Paths;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// The uploader's lock; nothing where there are no files of ours.
///
/// # Errors
/// As [`foreground::lock`].
pub(crate) fn alone(paths: &Paths, patience: Duration) -> io::Result<Option<File>> {
    // What is not ours alone is not touched: a link there may lead anywhere.
    if !files::is_ours(&paths.telemetry()) {
        return Ok(None);
    }
    foreground::lock(paths, patience).map(Some)
}

/// Erases the files of all runs, also of those that go on: what they recorded until now is not told.
pub(crate) fn all_runs(paths: &Paths) {
    for path in files::all(&paths.runs()) {
        let _ = fs::remove_file(path);
    }
}

/// The first of these directories in which something is left.
pub(crate) fn left_in(directories: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let mut directories = directories.into_iter();
    directories.find(|directory| files::count(directory, 1) > 0)
}
