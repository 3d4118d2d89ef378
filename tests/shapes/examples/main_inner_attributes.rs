//! Inner attributes and items stay at the top of the body.
// events: []
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    #![allow(unused_variables)]
    //! Inner docs.
    use std::convert::identity;
    const ONE: u8 = 1;
    let unused = 0;
    assert_eq!(identity(ONE), 1);
}
