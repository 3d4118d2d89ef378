//! error[E0308]: nothing is there that could be returned.

fn main() {
    println!("{}", evaluate());
}

#[telemetry::command]
fn evaluate() -> u8 {}
