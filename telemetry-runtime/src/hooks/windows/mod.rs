//! How a run ends on Windows: what a process that ends can still write into the run journal.
//!
//! | ending | what notices it |
//! |---|---|
//! | `process::exit`, in any thread | a callback of the loader: `exit.rs` |
//! | access violation, stack overflow and the like | the filter of unhandled exceptions: `exception.rs` |
//! | Ctrl-C, Ctrl-Break, a closed console | a console control handler: `console.rs` |
//! | `TerminateProcess` (`taskkill /F`), `abort`, a power cut | nothing: the run has no end |
//!
//! All that runs here allocates nothing and takes no lock: threads may have been ended while they
//! held one, and the stack may be used up.

#![expect(unsafe_code, reason = "the hooks of the system have no safe interface in std")]

mod console;
mod exception;
mod exit;

/// Installs all hooks.
pub(crate) fn install() {
    exit::install();
    exception::install();
    console::install();
}
