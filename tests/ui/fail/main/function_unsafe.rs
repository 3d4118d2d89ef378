#[telemetry::main]
unsafe fn main() {}
