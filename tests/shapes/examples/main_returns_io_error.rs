//! It returns an alias of std's, whose error is one.
// events: []
// failure: {"code": 1, "stderr": "Error: Custom { kind: Other, error: \"no prices\" }\n", "session": "exited 1"}
#![deny(warnings)]

use std::io;

#[telemetry::main(app = "e2e")]
fn main() -> io::Result<()> {
    if std::env::args().count() > 1 {
        return Err(io::Error::other("no prices"));
    }
    Ok(())
}
