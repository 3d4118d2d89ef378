#[telemetry::main(colour = "red")]
fn main() {}
