//! The crate under another name, as `telemetry = { package = … }` in a manifest gives it.
// events: ["Start test-drive", "Start report/daily", "Check-in watching"]
// expansion: main, report
#![deny(warnings)]

extern crate telemetry as other;

#[other::main(app = "e2e", crate = ::other)]
fn main() {
    test_drive();
    report();
    other::check_in!("watching");
}

#[other::command(crate = ::other)]
fn test_drive() {}

#[other::command("report/daily", crate = ::other)]
fn report() {}
