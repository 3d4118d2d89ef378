//! snafu's report stands below.
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
