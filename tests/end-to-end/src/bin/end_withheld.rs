//! A program whose author lets no messages of panics and errors out.

#[path = "../body/mod.rs"]
mod body;

#[telemetry::main(app = "e2e", messages = "withheld")]
fn main() -> Result<(), body::Failure> {
    body::run(&[("evaluate", evaluate)])
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), body::Failure> {
    body::command("evaluate", value)
}
