//! A program that names its configuration file itself: as `E2E_CONFIG` says, or none.

#[path = "../body/mod.rs"]
mod body;

use body::Failure;

#[telemetry::main(app = "e2e", config = std::env::var_os("E2E_CONFIG").map(std::path::PathBuf::from))]
fn main() -> Result<(), Failure> {
    body::run(&[("evaluate", evaluate), ("reason", reason), ("on", on)])
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn reason(_: &str) -> Result<(), Failure> {
    println!("{:?}", telemetry::status().consent);
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn on(_: &str) -> Result<(), Failure> {
    println!("{:?}", telemetry::on());
    Ok(())
}
