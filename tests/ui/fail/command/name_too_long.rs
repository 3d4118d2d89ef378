#[telemetry::command("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
fn evaluate() {}

fn main() {
    evaluate();
}
