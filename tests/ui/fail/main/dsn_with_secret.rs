#[telemetry::main(dsn = "https://key:secret@telemetry.example.org/1")]
fn main() {}
