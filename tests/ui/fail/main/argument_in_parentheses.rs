#[telemetry::main(app("tool"))]
fn main() {}
