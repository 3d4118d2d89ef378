//! A program that has settings of its own under `telemetry`, so that the user says elsewhere what
//! they share.

#[path = "../body/mod.rs"]
mod body;

use body::Failure;

#[telemetry::main(app = "e2e", section = "sharing")]
fn main() -> Result<(), Failure> {
    body::run(&[
        ("evaluate", evaluate),
        ("status", status),
        ("reason", reason),
        ("on", on),
    ])
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn status(_: &str) -> Result<(), Failure> {
    println!("{}", telemetry::status());
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn reason(_: &str) -> Result<(), Failure> {
    println!("{:?}", telemetry::status().consent);
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn on(_: &str) -> Result<(), Failure> {
    match telemetry::on() {
        Ok(switched) => println!("{switched}"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
