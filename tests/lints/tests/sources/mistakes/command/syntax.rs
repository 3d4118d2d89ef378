//! error: what is no expression.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    let number = ;
    println!("{number}");
}
