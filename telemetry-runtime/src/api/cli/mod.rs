//! A ready-made `telemetry` subcommand for the program's users: see what is shared, turn it on and off, erase it.
//!
//! With the feature `clap`, `TelemetryCommand` is one variant of the program's own commands. Its `exit`
//! fits any `main`; a `main` that returns `ExitCode` uses `run`:
//!
//! ```no_run
//! # #[cfg(feature = "clap")]
//! # mod program {
//! use clap::Parser;
//!
//! #[derive(Parser)]
//! enum Command {
//!     /// Evaluates the prices
//!     Evaluate,
//!     /// Usage and crash reports for the developers: off unless you turn them on
//!     Telemetry(telemetry::cli::TelemetryCommand),
//! }
//!
//! # /*
//! #[telemetry::main]
//! # */
//! fn main() -> Result<(), String> {
//!     match Command::parse() {
//!         Command::Telemetry(command) => command.exit(),
//!         Command::Evaluate => Ok(()),
//!     }
//! }
//! # }
//! ```
//!
//! Without it, the functions of this module are the same: each prints to stdout what a person reads, or with `json` what a script does, and gives the exit
//! code for `main`. What goes wrong is said on stderr, with exit code 1. All of them tell of the program that `#[telemetry::main]` started.
//!
//! A run that only calls one of these functions records nothing. One that has entered a command
//! before is recorded as ever.
//!
//! The shape of the JSON changes only with this crate's major version; fields may be added.

mod functions;
#[cfg(feature = "clap")]
mod subcommand;

#[cfg(feature = "clap")]
pub use subcommand::TelemetryCommand;

pub use crate::model::events_format::Format;
pub use functions::{events, flush, forget, off, on, preview, reset_id, show, status};
