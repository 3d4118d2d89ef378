//! It returns an error that is none but can be printed.
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), String> {
    if std::env::args().count() > 1 {
        return Err("no prices".to_owned());
    }
    Ok(())
}
