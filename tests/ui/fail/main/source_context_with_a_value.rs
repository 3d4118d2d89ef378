#[telemetry::main(source_context = true)]
fn main() {}
