#[telemetry::main(sample = 10)]
fn main() {}
