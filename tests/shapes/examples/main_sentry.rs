//! What it captures through the `sentry` crate may leave.
// events: []
// expansion: main
#![deny(warnings)]

#[telemetry::main(app = "e2e", sentry)]
fn main() {}
