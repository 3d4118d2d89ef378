//! error[E0425]: a type that is not there.

#[telemetry::main]
fn main() -> Missing {
    println!("text");
}
