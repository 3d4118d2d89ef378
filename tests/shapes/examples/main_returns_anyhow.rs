//! It returns an alias of another crate's.
// events: []
// failure: {"code": 1, "stderr": "Error: no prices\n", "session": "exited 1"}
#![deny(warnings)]

use std::process::ExitCode;

#[telemetry::main(app = "e2e")]
fn main() -> anyhow::Result<ExitCode> {
    if std::env::args().count() > 1 {
        anyhow::bail!("no prices");
    }
    Ok(ExitCode::SUCCESS)
}
