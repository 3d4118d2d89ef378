#[telemetry::main(environment = "my tests")]
fn main() {}
