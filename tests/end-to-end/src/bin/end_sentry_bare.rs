//! The twin of `end_sentry` that never heard of telemetry.

#[expect(dead_code, reason = "its commands do something of their own")]
#[path = "../body/mod.rs"]
mod body;
#[path = "../sentries/mod.rs"]
mod sentries;

use body::Failure;
use std::error::Error;
use std::process::{ExitCode, Termination};

fn main() -> ExitCode {
    let _client = std::env::var_os("E2E_INIT").map(|_| sentries::init());
    body::run(&[("sentry", sentries::go), ("evaluate", evaluate)]).report()
}

fn evaluate(what: &str) -> Result<(), Failure> {
    sentries::go(what)
}

fn capture(_: &dyn Error) {}
