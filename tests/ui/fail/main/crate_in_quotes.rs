#[telemetry::main(crate = "::telemetry")]
fn main() {}
