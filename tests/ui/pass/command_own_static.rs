//! The program's own `COMMAND` and `_command` are not the expansion's.
#![deny(warnings)]

static COMMAND: u8 = 1;
static CHECK_IN: u8 = 2;

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(5), (1, 5));
    telemetry::check_in!("watching");
    assert_eq!(CHECK_IN, 2);
    assert_eq!(local(), 12);
}

#[telemetry::command]
#[allow(clippy::used_underscore_binding)]
fn evaluate(_command: u8) -> (u8, u8) {
    (COMMAND, _command)
}

#[telemetry::command]
fn local() -> u8 {
    const COMMANDS: u8 = 3;
    static COMMAND: u8 = 4;
    let enter = 5;
    COMMANDS + COMMAND + enter
}
