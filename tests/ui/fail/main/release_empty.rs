#[telemetry::main(release = "")]
fn main() {}
