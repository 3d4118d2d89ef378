const DSN: u8 = 1;

#[telemetry::main(dsn = DSN)]
fn main() {}
