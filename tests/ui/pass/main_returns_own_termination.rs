#![deny(warnings)]

use std::process::{ExitCode, Termination};

// Neither `Debug` nor `Error`: nothing can be asked of it.
struct Ended;

impl Termination for Ended {
    fn report(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}

#[telemetry::main]
fn main() -> Ended {
    Ended
}
