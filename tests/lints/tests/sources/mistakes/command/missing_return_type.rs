//! error[E0308]: the signature has no type for what is returned.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    true
}
