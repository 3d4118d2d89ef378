//! A ready-made `telemetry` subcommand, by which users see what is sent, turn it on or off, and
//! delete it.
//!
//! With the feature `clap`, add `TelemetryCommand` as a variant of the program's own commands. Its
//! `exit` fits any `main`; a `main` that returns `ExitCode` uses `run`:
//!
//! ```ignore
//! #[derive(clap::Parser)]
//! enum Command {
//!     /// Evaluates the prices
//!     Evaluate,
//!     /// Usage and crash reports for the developers: off unless you turn them on
//!     Telemetry(telemetry::cli::TelemetryCommand),
//! }
//!
//! #[telemetry::main]
//! fn main() -> anyhow::Result<()> {
//!     match Command::parse() {
//!         Command::Telemetry(command) => command.exit(),
//!         Command::Evaluate => Ok(()),
//!     }
//! }
//! ```
//!
//! Without `clap`, call the functions of this module. Each prints text for people to stdout, or
//! with `json` JSON for scripts. Each returns the exit code for `main`.
//!
//! On failure, a function prints the reason to stderr and returns exit code 1. The functions
//! describe the program that `#[telemetry::main]` started. In other processes, `status` prints that
//! telemetry is off, and the others fail.
//!
//! A run that only calls these functions records nothing. A run that entered a command before is
//! recorded as usual.
//!
//! The shape of the JSON changes only with this crate's major version; fields may be added.

mod functions;
#[cfg(feature = "clap")]
mod subcommand;

#[cfg(feature = "clap")]
pub use subcommand::TelemetryCommand;

pub use crate::model::events_format::Format;
pub use functions::{events, flush, forget, off, on, preview, reset_id, show, status};
