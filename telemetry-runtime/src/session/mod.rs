//! A run as the server's release health sees it: one session.

pub(crate) mod classify;
pub(crate) mod run_file;
