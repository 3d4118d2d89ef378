#[telemetry::command(crate = ::telemetry, crate = ::telemetry)]
fn evaluate() {}

fn main() {
    evaluate();
}
