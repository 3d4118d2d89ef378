#[telemetry::main(source_context)]
fn main() {}
