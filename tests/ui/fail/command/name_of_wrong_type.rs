#[telemetry::command(5)]
fn evaluate() {}

fn main() {
    evaluate();
}
