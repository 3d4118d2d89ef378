const RELEASE: u8 = 1;

#[telemetry::main(release = RELEASE)]
fn main() {}
