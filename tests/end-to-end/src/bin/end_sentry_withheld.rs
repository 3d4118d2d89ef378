//! Uses the `sentry` crate, and its author lets no texts out.

#[expect(dead_code, reason = "its commands do something of their own")]
#[path = "../body/mod.rs"]
mod body;
#[path = "../sentries/mod.rs"]
mod sentries;

use body::Failure;
use std::error::Error;

#[telemetry::main(app = "e2e", sentry, messages = "withheld")]
fn main() -> Result<(), Failure> {
    body::run(&[("sentry", sentries::go), ("evaluate", evaluate)])
}

#[telemetry::command]
fn evaluate(what: &str) -> Result<(), Failure> {
    let _client = std::env::var_os("E2E_INIT").map(|_| sentries::init());
    sentries::go(what)
}

fn capture(error: &dyn Error) {
    telemetry::capture(error);
}
