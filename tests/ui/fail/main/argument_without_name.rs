#[telemetry::main("https://key@telemetry.example.org/1")]
fn main() {}
