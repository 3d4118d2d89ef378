//! error[E0308]: a function is called with an argument of another type.

fn main() {
    evaluate();
}

fn take(number: u8, text: &str) {
    println!("{number}{text}");
}

#[telemetry::command]
fn evaluate() {
    take("one", "two");
}
