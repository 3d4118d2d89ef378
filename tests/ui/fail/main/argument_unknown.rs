#[telemetry::main(relase = "tool@1")]
fn main() {}
