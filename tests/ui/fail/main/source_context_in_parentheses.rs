#[telemetry::main(source_context("src"))]
fn main() {}
