//! It returns a box of any error that can be sent to another thread.
// events: []
// failure: {"code": 1, "stderr": "Error: \"no prices\"\n", "session": "exited 1"}
#![deny(warnings)]

use std::error::Error;

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    if std::env::args().count() > 1 {
        return Err("no prices".into());
    }
    Ok(())
}
