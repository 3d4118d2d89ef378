#[telemetry::main]
fn main() {}
