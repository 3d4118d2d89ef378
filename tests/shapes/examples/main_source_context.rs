//! The package's own sources may be embedded; this build does not ask for it.
// events: []
// expansion: main
#![deny(warnings)]

#[telemetry::main(app = "e2e", source_context)]
fn main() {}
