#[telemetry::main(organization = "a:b")]
fn main() {}
