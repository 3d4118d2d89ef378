//! A program that sends by itself as it ends.

#[path = "../body/mod.rs"]
mod body;

#[telemetry::main(app = "e2e", delivery = "inline")]
fn main() -> Result<(), body::Failure> {
    body::run(&[("evaluate", evaluate)])
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), body::Failure> {
    body::command("evaluate", value)
}
