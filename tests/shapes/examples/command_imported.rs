//! The attributes by their own names, and under other ones.
// events: ["Start evaluate", "Start daily"]
#![deny(warnings)]

use telemetry::{command, command as measured, main as program};

#[program(app = "e2e")]
fn main() {
    evaluate();
    report();
}

#[command]
fn evaluate() {}

#[measured("daily")]
fn report() {}
