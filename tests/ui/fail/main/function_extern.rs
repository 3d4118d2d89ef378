#[telemetry::main]
extern "C" fn main() {}
