//! error[E0308]: nothing is returned.

#[telemetry::main(app = "mistakes")]
fn main() -> Result<(), String> {
    println!("text");
}
