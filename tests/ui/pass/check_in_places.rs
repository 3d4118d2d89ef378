//! A check-in is an expression without a value, and a statement.
#![deny(warnings)]

use telemetry as other;

fn main() {
    telemetry::check_in!("watching");
    let () = telemetry::check_in!("watching/again");
    other::check_in!("renamed",);
    for round in 0..2 {
        match round {
            0 => telemetry::check_in!("first"),
            _ => telemetry::check_in!("second"),
        }
    }
}
