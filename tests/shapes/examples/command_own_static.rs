//! The program's own `COMMAND` and `_command` are not the expansion's.
// events: ["Start evaluate", "Check-in watching", "Start local"]
#![deny(warnings)]
#![allow(non_upper_case_globals)]

static COMMAND: u8 = 1;
static _command: u8 = 6;
const FAST: bool = true;
static CHECK_IN: u8 = 2;

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(5), (1, 5));
    telemetry::check_in!("watching");
    assert_eq!(CHECK_IN, 2);
    assert_eq!(local(), 18);
}

#[telemetry::command(tags(fast = FAST, first = COMMAND == 1), flags(given = COMMAND))]
fn evaluate(command: u8) -> (u8, u8) {
    (COMMAND, command)
}

#[telemetry::command]
fn local() -> u8 {
    const COMMANDS: u8 = 3;
    static COMMAND: u8 = 4;
    let enter = 5;
    COMMANDS + COMMAND + enter + _command
}
