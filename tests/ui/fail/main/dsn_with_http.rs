#[telemetry::main(dsn = "http://key@telemetry.example.org/1")]
fn main() {}
