#[telemetry::command]
fn evaluate() -> u8 {
    "text"
}

fn main() {
    evaluate();
}
