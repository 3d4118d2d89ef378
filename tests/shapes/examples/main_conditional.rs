//! A `main` for each platform, and the attribute under a condition.
// events: ["Start evaluate"]
#![deny(warnings)]

#[cfg_attr(unix, telemetry::main(app = "e2e"))]
#[cfg(unix)]
fn main() {
    evaluate();
}

#[telemetry::main(app = "e2e")]
#[cfg(not(unix))]
fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {}
