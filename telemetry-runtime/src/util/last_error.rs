//! The last I/O error of this run, for `status`.

use crate::util::timeout;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// The last thing that could not be done, until it can be again.
#[derive(Debug, Default)]
pub(crate) struct LastError(Mutex<Option<String>>);

impl LastError {
    /// Takes down how it went.
    pub(crate) fn note<T>(&self, path: &Path, result: &io::Result<T>) {
        match result {
            Ok(_) => self.clear(),
            Err(error) => self.set(format!("{}: {error}", path.display())),
        }
    }

    /// Sets the error, in words that name the file.
    pub(crate) fn set(&self, error: String) {
        if let Some(mut last_error) = timeout::lock(&self.0) {
            *last_error = Some(error);
        }
    }

    /// It works again.
    pub(crate) fn clear(&self) {
        if let Some(mut last_error) = timeout::lock(&self.0) {
            *last_error = None;
        }
    }

    /// The file or directory, and what the system said of it.
    pub(crate) fn get(&self) -> Option<String> {
        timeout::lock(&self.0)?.clone()
    }
}
