//! The program under test, and what only it can do: ask about its telemetry. Its twin without
//! attributes is `bare`.

#[path = "../body/mod.rs"]
mod body;

use body::Failure;

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), Failure> {
    body::run(&[
        ("evaluate", evaluate),
        ("test-drive", test_drive),
        ("check-in", check_in),
        ("status", status),
        ("reason", reason),
        ("flush", flush),
        ("on", on),
        ("off", off),
    ])
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}

#[telemetry::command]
fn test_drive(value: &str) -> Result<(), Failure> {
    body::command("test-drive", value)
}

/// A name is fixed when the program is compiled, so there are two to choose from.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn check_in(name: &str) -> Result<(), Failure> {
    match name {
        "watching" => telemetry::check_in!("watching"),
        "trading" => telemetry::check_in!("trading"),
        other => panic!("no such check-in: {other}"),
    }
    Ok(())
}

/// As people see it.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn status(_: &str) -> Result<(), Failure> {
    println!("{}", telemetry::status());
    Ok(())
}

/// As programs see it.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn reason(_: &str) -> Result<(), Failure> {
    println!("{:?}", telemetry::status().consent);
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn flush(_: &str) -> Result<(), Failure> {
    println!("{:?}", telemetry::flush());
    Ok(())
}

/// As people see it.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn on(_: &str) -> Result<(), Failure> {
    match telemetry::on() {
        Ok(switched) => println!("{switched}"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}

/// As programs see it.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn off(_: &str) -> Result<(), Failure> {
    match telemetry::off() {
        Ok(switched) => println!("{switched:?}"),
        Err(error) => println!("{error:?}"),
    }
    Ok(())
}
