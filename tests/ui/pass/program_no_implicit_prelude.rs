//! A crate in which no name is there unless it was imported.
#![deny(warnings)]
#![no_implicit_prelude]

#[::telemetry::main(app = "e2e")]
fn main() -> ::std::result::Result<(), ::std::num::ParseIntError> {
    ::std::assert_eq!(evaluate("2")?, 2);
    ::telemetry::check_in!("watching");
    ::std::result::Result::Ok(())
}

#[::telemetry::command]
fn evaluate(text: &str) -> ::std::result::Result<u8, ::std::num::ParseIntError> {
    text.parse()
}
