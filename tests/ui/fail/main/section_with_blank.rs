#[telemetry::main(section = "my telemetry")]
fn main() {}
