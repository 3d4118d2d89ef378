#[telemetry::main(release = b"tool@1")]
fn main() {}
