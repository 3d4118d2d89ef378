//! A crate that forbids `unsafe`.
// events: ["Start watch", "Check-in watching"]
#![deny(warnings)]
#![forbid(unsafe_code)]

#[telemetry::main(app = "e2e")]
fn main() {
    watch();
}

#[telemetry::command]
fn watch() {
    telemetry::check_in!("watching");
}
