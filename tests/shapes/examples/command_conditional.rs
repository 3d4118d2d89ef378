//! The attribute stands there under a condition, or the function does.
// events: ["Start evaluate/here", "Start report/here"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    evaluate();
    report();
}

#[cfg_attr(any(unix, windows), telemetry::command("evaluate/here"))]
#[cfg_attr(not(any(unix, windows)), telemetry::command("evaluate/elsewhere"))]
fn evaluate() {}

#[telemetry::command("report/here")]
#[cfg(any(unix, windows))]
fn report() {}

#[telemetry::command("report/elsewhere")]
#[cfg(not(any(unix, windows)))]
fn report() {}
