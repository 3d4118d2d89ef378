//! error[E0308]: nothing is returned.

fn main() {
    println!("{}", evaluate(1));
}

#[telemetry::command]
fn evaluate(number: u8) -> u8 {
    println!("{number}");
}
