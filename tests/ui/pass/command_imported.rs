//! The attributes by their own names, and under other ones.
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
