//! The program may use every name that the expansion of `main` uses.
// events: []
#![deny(warnings)]
#![allow(non_upper_case_globals)]

const APP: u8 = 1;
const result: u8 = 5;
static outcome: u8 = 6;

struct Probe;

mod probe {
    pub(crate) fn run() -> u8 {
        2
    }
}

#[telemetry::main(app = "e2e")]
fn main() {
    let value = probe::run();
    let _: Probe = Probe;
    assert_eq!((APP + value, result, outcome), (3, 5, 6));
}
