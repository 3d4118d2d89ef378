#[telemetry::command("evaluate", "assess")]
fn evaluate() {}

fn main() {
    evaluate();
}
