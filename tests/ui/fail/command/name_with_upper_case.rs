#[telemetry::command("Evaluate")]
fn evaluate() {}

fn main() {
    evaluate();
}
