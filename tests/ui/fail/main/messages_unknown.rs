#[telemetry::main(messages = "scrub")]
fn main() {}
