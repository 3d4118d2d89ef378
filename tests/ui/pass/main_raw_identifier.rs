//! `r#main` is the program's `main`.
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn r#main() {}
