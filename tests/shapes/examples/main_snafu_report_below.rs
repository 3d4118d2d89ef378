//! snafu's report stands below.
// events: ["Start evaluate"]
// failure: {"code": 1, "stderr": "Error: no prices\n\n", "session": "exited 1"}
// expansion: main
#![deny(warnings)]

use snafu::Snafu;

#[derive(Debug, Snafu)]
#[snafu(display("no prices"))]
struct NoPrices;

/// Docs.
#[telemetry::main(app = "e2e")]
#[snafu::report]
fn main() -> Result<(), NoPrices> {
    evaluate()
}

#[telemetry::command]
fn evaluate() -> Result<(), NoPrices> {
    if std::env::args().count() > 1 {
        return NoPricesSnafu.fail();
    }
    Ok(())
}
