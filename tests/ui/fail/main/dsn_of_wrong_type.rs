#[telemetry::main(dsn = 5)]
fn main() {}
