//! Opt-in telemetry for Rust programs.

pub use telemetry_macros::{command, main};

#[doc(hidden)]
pub use telemetry_runtime::__private;
