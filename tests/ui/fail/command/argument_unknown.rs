#[telemetry::command("evaluate", crat = ::telemetry)]
fn evaluate() {}

fn main() {
    evaluate();
}
