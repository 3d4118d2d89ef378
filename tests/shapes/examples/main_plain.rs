//! The plainest program.
// events: []
// expansion: main
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {}
