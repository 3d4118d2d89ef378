//! Uses the `sentry` crate in all the ways of `src/sentries`. Its twin without telemetry is
//! `end_sentry_bare`.

#[expect(dead_code, reason = "its commands do something of their own")]
#[path = "../body/mod.rs"]
mod body;
#[path = "../sentries/mod.rs"]
mod sentries;

use body::Failure;
use std::error::Error;
use std::process::{ExitCode, Termination};

/// With `E2E_INIT`, the program has a client of its own before anything of telemetry begins.
fn main() -> ExitCode {
    let _client = std::env::var_os("E2E_INIT").map(|_| sentries::init());
    program::main().report()
}

mod program {
    #[telemetry::main(app = "e2e", sentry)]
    pub(super) fn main() -> Result<(), super::Failure> {
        super::body::run(&[("sentry", super::sentries::go), ("evaluate", super::evaluate)])
    }
}

#[telemetry::command]
fn evaluate(what: &str) -> Result<(), Failure> {
    sentries::go(what)
}

fn capture(error: &dyn Error) {
    telemetry::capture(error);
}
