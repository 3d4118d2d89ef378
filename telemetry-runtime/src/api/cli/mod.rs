//! A ready-made `telemetry` subcommand, by which users see what is sent, turn it on or off, and
//! delete it.
//!
//! With the feature `clap`, add `TelemetryCommand` to the program's own commands in one line:
//!
//! ```ignore
//! # #[cfg(feature = "clap")]
//! # mod program {
//! #[derive(clap::Subcommand)]
//! enum Command {
//!     /// Work
//!     Work,
//!     /// Usage and crash reports for the developers: off unless you turn them on
//!     Telemetry(telemetry::cli::TelemetryCommand),
//! }
//!
//! # fn run(command: Command) -> std::process::ExitCode {
//! match command {
//!     Command::Telemetry(command) => command.run(),
//!     Command::Work => std::process::ExitCode::SUCCESS,
//! }
//! # }
//! # }
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
