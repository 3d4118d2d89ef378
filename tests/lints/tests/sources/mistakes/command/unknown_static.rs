//! error[E0425]: a name that only the expansion has.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    println!("{}", COMMAND.name);
}
