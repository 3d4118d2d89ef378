#[telemetry::main(sentry)]
fn main() {}
