#[telemetry::main(dsn = "ftp://key@telemetry.example.org/1")]
fn main() {}
