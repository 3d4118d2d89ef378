//! error[E0308]: the first statement of the body declares another type.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    let text: String = 5;
    println!("{text}");
}
