//! error[E0308]: a mistake behind the items that stand first.

fn main() {
    println!("{}", evaluate());
}

#[telemetry::command]
fn evaluate() -> u8 {
    use std::convert::identity;
    const ONE: u8 = 1;
    identity(ONE + "1".len())
}
