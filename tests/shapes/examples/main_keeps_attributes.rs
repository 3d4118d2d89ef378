//! Lints and docs, above and inside, are where the user put them.
// events: []
// expansion: main
#![deny(warnings, missing_docs)]

/// Docs.
#[telemetry::main(app = "e2e")]
#[allow(unused_variables)]
#[expect(unused_mut)]
pub fn main() {
    //! Inner docs.
    let mut x = 1;
}
