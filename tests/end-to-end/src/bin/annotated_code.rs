//! A `main` that returns an `ExitCode`. Its twin without attributes is `bare_code`.

#[path = "../body/mod.rs"]
mod body;

use std::process::ExitCode;

#[telemetry::main(app = "e2e")]
fn main() -> ExitCode {
    match body::run(&[("evaluate", evaluate)]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(7)
        }
    }
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), body::Failure> {
    body::command("evaluate", value)
}
