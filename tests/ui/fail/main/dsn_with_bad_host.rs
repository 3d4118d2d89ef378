#[telemetry::main(dsn = "https://key@te!emetry/1")]
fn main() {}
