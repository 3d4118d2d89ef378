#[telemetry::main(flags(simd))]
fn main() {}
