//! error[E0308]: the first statement declares another type.

#[telemetry::main]
fn main() {
    let text: String = 5;
    println!("{text}");
}
