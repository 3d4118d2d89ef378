#[telemetry::command(" ")]
fn evaluate() {}

fn main() {
    evaluate();
}
