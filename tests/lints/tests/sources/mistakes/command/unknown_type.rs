//! error[E0282]: a type that cannot be told.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    let all = Vec::new();
    println!("{}", all.len());
}
