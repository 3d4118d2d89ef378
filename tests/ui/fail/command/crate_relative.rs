#[telemetry::command(crate = telemetry)]
fn evaluate() {}

fn main() {
    evaluate();
}
