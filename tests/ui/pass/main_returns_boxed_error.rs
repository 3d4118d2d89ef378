//! It returns a box of any error.
#![deny(warnings)]

use std::error::Error;

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().count() > 1 {
        return Err("no prices".into());
    }
    Ok(())
}
