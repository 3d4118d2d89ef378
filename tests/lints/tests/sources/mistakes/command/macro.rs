//! error: a macro in the body that is called wrongly.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    println!("{} {}", 1);
}
