#[telemetry::main(dsn = "https://key@telemetry.example.org:port/1")]
fn main() {}
