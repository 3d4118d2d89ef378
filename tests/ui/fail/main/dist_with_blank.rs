#[telemetry::main(dist = "my build")]
fn main() {}
