//! It returns an alias of the program's own, which is called as the prelude's.
// events: ["Start evaluate"]
// failure: {"code": 1, "stderr": "Error: Error\n", "session": "exited 1"}
#![deny(warnings)]

use std::fmt;

type Result<T = ()> = std::result::Result<T, Error>;

#[derive(Debug)]
struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no prices")
    }
}

impl std::error::Error for Error {}

#[telemetry::main(app = "e2e")]
fn main() -> Result {
    assert_eq!(evaluate()?, 1);
    Ok(())
}

#[telemetry::command]
fn evaluate() -> Result<u8> {
    if std::env::args().count() > 1 {
        return Err(Error);
    }
    Ok(1)
}
