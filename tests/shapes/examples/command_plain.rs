//! A plain function, named after itself or by a literal.
// events: ["Start test-drive", "Start report/daily"]
// expansion: daily
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    test_drive();
    assert_eq!(daily(2), 3);
}

#[telemetry::command]
fn test_drive() {}

#[telemetry::command("report/daily")]
fn daily(x: u8) -> u8 {
    x + 1
}
