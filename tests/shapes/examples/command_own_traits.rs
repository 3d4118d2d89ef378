//! The program has traits whose methods are called as those that the expansions call, for types of its own.
// events: ["Start evaluate", "Start enter"]
#![deny(warnings)]

struct Probe;

trait OfError {
    fn outcome(&self) -> u8;
    fn place(&self) -> u8;
    fn app(&self) -> u8;
    fn enter(&self) -> u8;
}

impl OfError for Probe {
    fn outcome(&self) -> u8 {
        1
    }

    fn place(&self) -> u8 {
        2
    }

    fn app(&self) -> u8 {
        3
    }

    #[telemetry::command]
    fn enter(&self) -> u8 {
        4
    }
}

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(&Probe), [1, 2, 3, 4]);
}

#[telemetry::command]
fn evaluate(all: &Probe) -> [u8; 4] {
    [all.outcome(), all.place(), all.app(), all.enter()]
}
