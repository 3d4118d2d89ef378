#[telemetry::main(dsn = "https://@telemetry.example.org/1")]
fn main() {}
