//! The one line at the first start with consent, where somebody is there to read it.

use crate::{ANNOTATED, pty};
use end_to_end::Home;
use std::io::Read;

/// What the program prints on its standard error if that is a terminal.
fn on_a_terminal(home: &Home, variable: Option<(&str, &str)>) -> String {
    let (mut terminal, program_side) = pty::open();
    let mut program = home.program(ANNOTATED).args(["evaluate"]).with(|command| {
        command.stderr(program_side);
    });
    if let Some((name, value)) = variable {
        program = program.env(name, value);
    }
    assert_eq!(program.run().code, Some(0));
    let mut text = Vec::new();
    // Linux ends a terminal that nobody has open any more with an error.
    let _ = terminal.read_to_end(&mut text);
    String::from_utf8(text).expect("text").replace("\r\n", "\n")
}

#[test]
fn the_first_start_says_that_it_is_on_and_why() {
    let home = Home::new();
    home.write_config("a: 1\ntelemetry:\n  collect: true\n");
    let expected = format!(
        "e2e: telemetry is on ({}:3). To see what is sent: E2E_TELEMETRY=preview\n",
        home.config().display()
    );
    assert_eq!(on_a_terminal(&home, None), expected);
    assert_eq!(on_a_terminal(&home, None), "", "once");
}

#[test]
fn nobody_is_told_what_they_did_not_ask_for() {
    let home = Home::new();
    assert_eq!(on_a_terminal(&home, None), "");
    home.withdraw();
    assert_eq!(on_a_terminal(&home, None), "");
    home.consent();
    assert_eq!(on_a_terminal(&home, Some(("DO_NOT_TRACK", "1"))), "");
    assert_ne!(on_a_terminal(&home, None), "", "now it is the first start with consent");
}

#[test]
fn where_nobody_reads_nothing_is_said() {
    let home = Home::consenting();
    home.program(ANNOTATED).run().quiet();
}
