#[telemetry::main(policy = "")]
fn main() {}
