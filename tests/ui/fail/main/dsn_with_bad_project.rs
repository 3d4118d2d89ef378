#[telemetry::main(dsn = "https://key@telemetry.example.org/my+project")]
fn main() {}
