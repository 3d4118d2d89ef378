#[telemetry::main(environment = "none")]
fn main() {}
