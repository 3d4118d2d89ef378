#[telemetry::main(dsn = "https://key@/1")]
fn main() {}
