#[telemetry::command("evaluate")]
#[telemetry::command("assess")]
fn evaluate() {}

fn main() {
    evaluate();
}
