//! error[E0308]: the annotated function itself is called with an argument of another type.

fn main() {
    evaluate("one");
}

#[telemetry::command]
fn evaluate(number: u8) {
    println!("{number}");
}
