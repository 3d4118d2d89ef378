//! Lints, docs and inner attributes are where the user put them.
#![deny(warnings, missing_docs)]

/// Docs.
#[telemetry::main]
#[allow(unused_variables)]
#[expect(unused_mut)]
pub fn main() {
    #![allow(dead_code)]
    //! Inner docs.
    fn unused() {}
    let mut x = 1;
}
