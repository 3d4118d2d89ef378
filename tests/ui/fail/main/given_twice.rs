#[telemetry::main(app = "tool")]
#[telemetry::main]
fn main() {}
