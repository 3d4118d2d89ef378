//! Inner attributes, inner docs and items stay at the top of the body.
// events: ["Start evaluate"]
// expansion: evaluate
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(), 6);
}

#[telemetry::command]
fn evaluate() -> u8 {
    //! Inner docs.
    #![allow(unused_variables)]
    use std::convert::identity;
    const ONE: u8 = 1;
    macro_rules! two {
        () => {
            2
        };
    }
    fn three() -> u8 {
        3
    }
    let unused = 0;
    identity(ONE + two!() + three())
}
