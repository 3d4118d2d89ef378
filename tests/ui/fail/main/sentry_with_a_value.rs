#[telemetry::main(sentry = true)]
fn main() {}
