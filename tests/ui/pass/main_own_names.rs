//! The program may use every name that the expansion of `main` uses.
#![deny(warnings)]

const APP: u8 = 1;

struct Probe;

mod probe {
    pub(crate) fn run() -> u8 {
        2
    }
}

#[telemetry::main(app = "e2e")]
fn main() {
    let result = probe::run();
    let _: Probe = Probe;
    assert_eq!(APP + result, 3);
}
