//! error[E0308]: the expression that is returned has another type.

fn main() {
    println!("{}", evaluate(1));
}

#[telemetry::command("evaluate")]
fn evaluate(number: u8) -> u8 {
    println!("{number}");
    "text"
}
