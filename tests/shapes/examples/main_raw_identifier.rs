//! `r#main` is the program's `main`.
// events: []
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn r#main() {}
