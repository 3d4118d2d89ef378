#[telemetry::main(dsn = "https://key@tele metry/1")]
fn main() {}
