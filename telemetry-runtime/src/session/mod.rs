//! A run as the server's release health sees it: one session.

pub(crate) mod classify;
pub(crate) mod left;
#[cfg(unix)]
mod lives_on;
pub(crate) mod mark;
pub(crate) mod note;
pub(crate) mod run_file;
mod run_lock;
pub(crate) mod signal;
