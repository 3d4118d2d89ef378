#![deny(warnings)]

#[telemetry::main]
fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    Ok(())
}
