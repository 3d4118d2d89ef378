//! It returns a `Result` of the program's own type.
// events: []
// failure: {"code": 1, "stderr": "Error: \"no prices\"\n", "session": "exited 1"}
#![deny(warnings)]

use std::process::{ExitCode, Termination};

struct Ended;

impl Termination for Ended {
    fn report(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}

#[telemetry::main(app = "e2e")]
fn main() -> Result<Ended, String> {
    if std::env::args().count() > 1 {
        return Err("no prices".to_owned());
    }
    Ok(Ended)
}
