#[telemetry::main(delivery = "foreground")]
fn main() {}
