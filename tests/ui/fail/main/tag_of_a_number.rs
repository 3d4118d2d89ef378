#[telemetry::main(tags(size = "fast".len()))]
fn main() {}
