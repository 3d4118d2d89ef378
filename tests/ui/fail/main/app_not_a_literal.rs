#[telemetry::main(app = NAME)]
fn main() {}
