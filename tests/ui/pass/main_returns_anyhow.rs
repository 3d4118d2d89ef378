#![deny(warnings)]

#[telemetry::main]
fn main() -> anyhow::Result<std::process::ExitCode> {
    Ok(std::process::ExitCode::SUCCESS)
}
