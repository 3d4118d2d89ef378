//! The plainest program.
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {}
