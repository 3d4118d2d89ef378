//! error: a semicolon that is not there.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    let number = 1
    println!("{number}");
}
