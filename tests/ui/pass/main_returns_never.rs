//! It never returns.
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() -> ! {
    std::process::exit(0)
}
