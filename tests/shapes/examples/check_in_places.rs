//! A check-in is an expression without a value, and a statement.
// events: ["Check-in watching", "Check-in watching/again", "Check-in renamed", "Check-in first", "Check-in second"]
// expansion: watch
#![deny(warnings)]

use telemetry as other;

#[telemetry::main(app = "e2e")]
fn main() {
    watch();
    let () = telemetry::check_in!("watching/again");
    other::check_in!("renamed",);
    for round in 0..3 {
        match round {
            0 => telemetry::check_in!("first"),
            1 => telemetry::check_in!("second"),
            _ => (),
        }
    }
}

fn watch() {
    for _ in 0..3 {
        telemetry::check_in!("watching");
    }
}
