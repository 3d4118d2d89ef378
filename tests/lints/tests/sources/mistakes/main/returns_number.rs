//! error[E0277]: a type that a program cannot return.

#[telemetry::main]
fn main() -> u8 {
    1
}
