//! It returns a type of the program's own that is neither `Debug` nor `Error`: nothing can be asked of it.
// events: []
// failure: {"code": 7, "stderr": "", "session": "exited 0"}
#![deny(warnings)]

use std::process::{ExitCode, Termination};

struct Ended(u8);

impl Termination for Ended {
    fn report(self) -> ExitCode {
        self.0.into()
    }
}

#[telemetry::main(app = "e2e")]
fn main() -> Ended {
    if std::env::args().count() > 1 {
        return Ended(7);
    }
    Ended(0)
}
