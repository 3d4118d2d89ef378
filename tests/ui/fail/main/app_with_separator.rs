#[telemetry::main(app = "tools/tool")]
fn main() {}
