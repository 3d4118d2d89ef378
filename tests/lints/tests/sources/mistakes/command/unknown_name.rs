//! error[E0425]: a name that is not there.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    println!("{}", missing);
}
