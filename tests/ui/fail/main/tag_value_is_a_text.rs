#[telemetry::main(tags(build = "fast"))]
fn main() {}
