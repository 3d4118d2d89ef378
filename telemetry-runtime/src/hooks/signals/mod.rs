//! Signals: what a process that is ended by one can still record.
//!
//! All that runs in a handler, here and below, calls only functions that POSIX lists as
//! async-signal-safe, takes no lock, allocates nothing, and keeps its stack small: that of a thread
//! which has used up its own is a few kilobytes, and the system's own frame takes most of it.

#![expect(unsafe_code, reason = "signal handlers have no safe interface in std")]

mod actions;
mod asked;
mod fatal;
mod fork;

/// Installs all handlers.
pub(crate) fn install() {
    asked::install();
    fatal::install();
    fork::install();
}
