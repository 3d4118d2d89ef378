#![deny(warnings)]

#[telemetry::main]
fn main() -> std::io::Result<()> {
    Ok(())
}
