#[telemetry::main(contact = "a\nb")]
fn main() {}
