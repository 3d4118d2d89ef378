#[telemetry::main(tags())]
fn main() {}
