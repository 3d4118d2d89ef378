//! error[E0277]: a bound that a type does not meet.

fn main() {
    evaluate(1);
}

#[telemetry::command]
fn evaluate<T>(value: T) -> String {
    format!("{value}")
}
