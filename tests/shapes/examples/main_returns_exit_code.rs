//! It returns an `ExitCode`, which is no error, whatever it is.
// events: []
// failure: {"code": 7, "stderr": "", "session": "exited 0"}
#![deny(warnings)]

use std::process::ExitCode;

#[telemetry::main(app = "e2e")]
fn main() -> ExitCode {
    if std::env::args().count() > 1 {
        return ExitCode::from(7);
    }
    ExitCode::SUCCESS
}
