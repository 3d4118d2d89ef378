//! `Ok`, `Err`, `Some` and `None` are imported under other names, and those names mean something else.
// events: ["Start evaluate"]
#![deny(warnings)]

use std::option::Option::{None as Some, Some as None};
use std::result::Result::{Err as Ok, Ok as Err};

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), String> {
    assert_eq!(evaluate(None(1)), Err(1));
    assert_eq!(evaluate(Some), Ok("nothing".to_owned()));
    let one = evaluate(None(1))?;
    assert_eq!(one, 1);
    Err(())
}

#[telemetry::command]
fn evaluate(x: Option<u8>) -> Result<u8, String> {
    match x {
        None(x) => Err(x),
        Some => Ok("nothing".to_owned()),
    }
}
