//! A crate in which no name is there unless it was imported.
// events: ["Start evaluate", "Check-in watching"]
#![deny(warnings)]
#![no_implicit_prelude]

#[derive(::std::clone::Clone, ::std::marker::Copy, ::telemetry::Tag)]
enum Unit {
    Whole,
}

#[::telemetry::main(app = "e2e", tags(fast = true))]
fn main() -> ::std::result::Result<(), ::std::num::ParseIntError> {
    ::std::assert_eq!(evaluate("2", Unit::Whole)?, 2);
    ::telemetry::check_in!("watching");
    ::std::result::Result::Ok(())
}

#[::telemetry::command(tags(unit = unit), flags(text = text.is_empty()))]
fn evaluate(text: &str, unit: Unit) -> ::std::result::Result<u8, ::std::num::ParseIntError> {
    let Unit::Whole = unit;
    text.parse()
}
