//! The user's home directory.

use std::path::{Path, PathBuf};

/// The user's home directory, as the environment gives it.
pub(crate) fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home: &PathBuf| home.as_path() != Path::new(""))
}
