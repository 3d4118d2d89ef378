//! error[E0308]: the expression that is returned has another type.

#[telemetry::main]
fn main() -> Result<(), String> {
    println!("text");
    Err("text")
}
