#[telemetry::main(dsn)]
fn main() {}
