#[telemetry::main(app = "tool", app = "other")]
fn main() {}
