//! error[E0308]: the only expression has another type.

fn main() {
    println!("{}", evaluate(1));
}

#[telemetry::command]
fn evaluate(number: u8) -> String {
    number
}
