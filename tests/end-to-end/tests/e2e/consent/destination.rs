//! Where to: the user's file before the program, and the environment for this machine only.

use crate::{ANNOTATED, OWN_DSN};
use end_to_end::Home;

/// Where the program of this home would send to, with this variable.
#[track_caller]
fn destination(home: &Home, program: &str, variable: Option<&str>) -> Option<String> {
    let mut program = home.program(program);
    if let Some(dsn) = variable {
        program = program.dsn(dsn);
    }
    program.args(["evaluate"]).run().quiet();
    let envelopes = home.waiting();
    let header = &envelopes.last().expect("an event that waits").header;
    header.get("dsn").map(|dsn| dsn.as_str().expect("a text").to_owned())
}

#[test]
fn the_programs_own() {
    let program = "http://program@127.0.0.1:9/1";
    assert_eq!(
        destination(&Home::consenting(), OWN_DSN, None).as_deref(),
        Some(program)
    );
    assert_eq!(destination(&Home::consenting(), ANNOTATED, None), None);
}

#[test]
fn the_users_own_comes_first() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: true\n  dsn: http://user@127.0.0.1:9/2\n");
    assert_eq!(
        destination(&home, OWN_DSN, None).as_deref(),
        Some("http://user@127.0.0.1:9/2")
    );
    let home = Home::new();
    home.write_config("telemetry:\n  collect: true\n  dsn: http://user@127.0.0.1:9/2\n");
    assert_eq!(
        destination(&home, ANNOTATED, None).as_deref(),
        Some("http://user@127.0.0.1:9/2")
    );
}

#[test]
fn the_environment_may_name_this_machine() {
    for dsn in [
        "http://near@127.0.0.1:9/3",
        "http://near@localhost:9/3",
        "http://near@[::1]:9/3",
    ] {
        assert_eq!(
            destination(&Home::consenting(), OWN_DSN, Some(dsn)).as_deref(),
            Some(dsn)
        );
        let home = Home::new();
        home.write_config("telemetry:\n  collect: true\n  dsn: http://user@127.0.0.1:9/2\n");
        assert_eq!(destination(&home, OWN_DSN, Some(dsn)).as_deref(), Some(dsn));
    }
}

#[test]
fn the_environment_may_name_no_other_machine() {
    for dsn in [
        "https://far@example.org/3",
        "http://far@10.0.0.1:9/3",
        "https://far@localhost.example.org/3",
        "https://far@127.0.0.1.example.org/3",
        "https://localhost@example.org/3",
        "https://far@0.0.0.0:9/3",
        "",
    ] {
        let program = "http://program@127.0.0.1:9/1";
        assert_eq!(
            destination(&Home::consenting(), OWN_DSN, Some(dsn)).as_deref(),
            Some(program),
            "{dsn}"
        );
        assert_eq!(destination(&Home::consenting(), ANNOTATED, Some(dsn)), None, "{dsn}");
    }
}

/// Whoever mistypes the server to try out must not reach the one that is compiled in.
#[test]
fn a_mistyped_destination_in_the_environment_is_off_with_a_line() {
    for dsn in ["nonsense", "http://key@127.0.0.1:9", "127.0.0.1:9"] {
        let home = Home::consenting();
        let run = home.program(OWN_DSN).env("E2E_TELEMETRY_DSN", dsn).run();
        assert_eq!(run.code, Some(0));
        assert!(
            run.stderr
                .starts_with("e2e: telemetry is off: the environment variable E2E_TELEMETRY_DSN is not a DSN"),
            "{dsn}: {}",
            run.stderr
        );
        home.assert_untouched();
    }
}
