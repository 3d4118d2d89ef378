#[telemetry::command]
const fn evaluate() {}

fn main() {
    evaluate();
}
