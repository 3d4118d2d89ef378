//! error[E0308]: a value where there is none.

#[telemetry::main]
fn main() {
    5
}
