#[telemetry::main(section = "on")]
fn main() {}
