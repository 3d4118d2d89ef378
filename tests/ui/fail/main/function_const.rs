#[telemetry::main]
const fn main() {}
