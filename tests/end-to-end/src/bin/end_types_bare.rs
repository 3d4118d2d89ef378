//! The twin of `end_types` that never heard of telemetry.

#[path = "../errors/mod.rs"]
mod errors;

use std::process::{ExitCode, Termination};

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None | Some("io") => errors::io().report(),
        Some("anyhow") => errors::anyhow().report(),
        Some("boxed") => errors::boxed().report(),
        Some("text") => errors::text().report(),
        Some("fields") => errors::fields().report(),
        Some("unprintable") => errors::unprintable().report(),
        Some(other) => panic!("no such type: {other}"),
    }
}
