//! The plainest program.
// events: []
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {}
