//! The program may use every name that the expansions use.
#![deny(warnings)]

struct Probe;
static COMMAND: u8 = 1;
static CHECK_IN: u8 = 2;

trait OfError {
    fn outcome(&self) -> u8;
}

impl OfError for Probe {
    fn outcome(&self) -> u8 {
        3
    }
}

#[telemetry::main]
fn main() {
    let _command = 4;
    assert_eq!(Probe.outcome(), 3);
    assert_eq!(evaluate(5), (1, 5));
    telemetry::check_in!("watching");
    assert_eq!((_command, CHECK_IN), (4, 2));
}

#[telemetry::command]
fn evaluate(_command: u8) -> (u8, u8) {
    (COMMAND, _command)
}
