//! warning: a command that nothing calls.

fn main() {}

#[telemetry::command]
fn evaluate() {}
