#[telemetry::command(name = "evaluate")]
fn evaluate() {}

fn main() {
    evaluate();
}
