//! The twin of `annotated_code` that never heard of telemetry.

#[path = "../body/mod.rs"]
mod body;

use std::process::ExitCode;

fn main() -> ExitCode {
    match body::run(&[("evaluate", evaluate)]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(7)
        }
    }
}

fn evaluate(value: &str) -> Result<(), body::Failure> {
    body::command("evaluate", value)
}
