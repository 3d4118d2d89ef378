//! A function that never returns.
// events: ["Start finish"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    finish();
}

#[telemetry::command]
fn finish() -> ! {
    std::process::exit(0)
}
