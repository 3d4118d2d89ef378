#[telemetry::main(app = "")]
fn main() {}
