//! Builds events: one function for each kind. The allow-list decides which fields are sent.

mod enclosing;
pub(crate) mod error;
pub(crate) mod fatal_signal;
pub(crate) mod known;
pub(crate) mod message;
pub(crate) mod note;
pub(crate) mod panic;
pub(crate) mod sources;
pub(crate) mod stacktrace;
pub(crate) mod types;
