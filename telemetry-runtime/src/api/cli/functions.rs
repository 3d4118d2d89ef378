//! The functions behind the subcommands, with and without telemetry.

#[cfg(not(any(telemetry_off, feature = "off")))]
pub use crate::api::actions::{events, flush, forget, off, on, preview, reset_id, show, status};
#[cfg(any(telemetry_off, feature = "off"))]
pub use crate::disabled::actions::{events, flush, forget, off, on, preview, reset_id, show, status};
