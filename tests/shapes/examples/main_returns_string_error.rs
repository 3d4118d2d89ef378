//! It returns an error that is none but can be printed.
// events: []
// failure: {"code": 1, "stderr": "Error: \"no prices\"\n", "session": "exited 1"}
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), String> {
    if std::env::args().count() > 1 {
        return Err("no prices".to_owned());
    }
    Ok(())
}
