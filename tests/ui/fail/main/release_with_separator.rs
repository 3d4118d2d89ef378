#[telemetry::main(release = "tool/1")]
fn main() {}
