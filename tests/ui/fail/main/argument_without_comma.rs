#[telemetry::main(app = "tool" dsn = "https://key@telemetry.example.org/1")]
fn main() {}
