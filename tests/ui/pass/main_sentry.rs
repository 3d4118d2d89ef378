//! What it captures through the `sentry` crate may leave.
#![deny(warnings)]

#[telemetry::main(app = "e2e", sentry)]
fn main() {}
