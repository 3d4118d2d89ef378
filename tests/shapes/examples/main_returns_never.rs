//! It never returns.
// events: []
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() -> ! {
    std::process::exit(0)
}
