#[telemetry::main(dsn = "key@telemetry.example.org/1")]
fn main() {}
