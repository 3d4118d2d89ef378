#![deny(warnings)]

#[telemetry::main]
fn main() -> Result<(), String> {
    Ok(())
}
