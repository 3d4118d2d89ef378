#[telemetry::main(app = 5)]
fn main() {}
