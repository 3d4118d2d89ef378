//! The attribute stands there under a condition, or the function does.
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    evaluate();
    report();
}

#[cfg_attr(unix, telemetry::command("evaluate/here"))]
#[cfg_attr(not(unix), telemetry::command("evaluate/elsewhere"))]
fn evaluate() {}

#[telemetry::command("report/here")]
#[cfg(unix)]
fn report() {}

#[telemetry::command("report/elsewhere")]
#[cfg(not(unix))]
fn report() {}
