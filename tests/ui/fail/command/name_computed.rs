#[telemetry::command(format!("evaluate"))]
fn evaluate() {}

fn main() {
    evaluate();
}
