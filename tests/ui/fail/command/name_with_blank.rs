#[telemetry::command("test drive")]
fn evaluate() {}

fn main() {
    evaluate();
}
