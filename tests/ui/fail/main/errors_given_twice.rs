#[telemetry::main(errors = "all", errors = "captured")]
fn main() {}
