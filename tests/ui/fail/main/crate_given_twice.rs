#[telemetry::main(crate = ::telemetry, crate = ::telemetry)]
fn main() {}
