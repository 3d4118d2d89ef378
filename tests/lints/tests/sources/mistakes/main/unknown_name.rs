//! error[E0425]: a name that is not there.

#[telemetry::main]
fn main() {
    println!("{missing}");
}
