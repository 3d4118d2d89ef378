//! A program that has a destination of its own, at which nobody listens, and the usual place of the
//! configuration file.

#[path = "../body/mod.rs"]
mod body;

use body::Failure;

#[telemetry::main(app = "e2e", dsn = "http://program@127.0.0.1:9/1")]
fn main() -> Result<(), Failure> {
    body::run(&[("evaluate", evaluate)])
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}
