//! Captures the errors of `src/captures` and goes on. Its twin without telemetry is
//! `end_captures_bare`.

#[expect(dead_code, reason = "its commands do something of their own")]
#[path = "../body/mod.rs"]
mod body;
#[path = "../captures/mod.rs"]
mod captures;

use body::Failure;

/// What the twin does not do.
macro_rules! capture {
    ($error:expr) => {
        telemetry::capture($error)
    };
}
macro_rules! handed_on {
    () => {
        telemetry::capture
    };
}
pub(crate) use {capture, handed_on};

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), Failure> {
    body::run(&[("capture", captures::go), ("evaluate", evaluate)])
}

#[telemetry::command]
fn evaluate(what: &str) -> Result<(), Failure> {
    captures::go(what)
}

#[telemetry::command]
fn hurry() {}
