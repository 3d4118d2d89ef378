#[telemetry::main(errors = "capture")]
fn main() {}
