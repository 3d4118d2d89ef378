#[telemetry::main(dsn = "https://key@telemetry.example.org/1?x")]
fn main() {}
