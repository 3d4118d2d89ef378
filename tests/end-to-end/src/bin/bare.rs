//! The twin of `annotated` that never heard of telemetry.

#[path = "../body/mod.rs"]
mod body;

use body::Failure;

fn main() -> Result<(), Failure> {
    body::run(&[("evaluate", evaluate), ("test-drive", test_drive)])
}

fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}

fn test_drive(value: &str) -> Result<(), Failure> {
    body::command("test-drive", value)
}
