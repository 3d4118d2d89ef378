//! The crate somewhere inside of another one, which hands it on, and inside of this one.
// events: ["Start evaluate", "Start report/daily", "Check-in watching"]
#![deny(warnings)]

extern crate self as some;

pub(crate) mod nested {
    pub(crate) use telemetry as path;
}

#[some::nested::path::main(app = "e2e", crate = ::some::nested::path)]
fn main() {
    evaluate();
    report();
    nested::path::check_in!("watching");
}

#[nested::path::command(crate = ::some::nested::path)]
fn evaluate() {}

#[nested::path::command("report/daily", tags(unit = UNIT), flags(all = true), crate = crate::nested::path)]
fn report() {}

#[derive(nested::path::Tag)]
#[telemetry(crate = crate::nested::path)]
enum Unit {
    Whole,
}

const UNIT: Unit = Unit::Whole;
