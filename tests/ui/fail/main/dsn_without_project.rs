#[telemetry::main(dsn = "https://key@telemetry.example.org/")]
fn main() {}
