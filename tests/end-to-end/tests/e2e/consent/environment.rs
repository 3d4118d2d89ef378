//! What the environment says: it can only say less than the user.

use super::Decides::{self, Mistaken, Off, On};
use super::assert_decides;
use crate::ANNOTATED;
use end_to_end::Home;
use std::ffi::{OsStr, OsString};

/// This text, and after it something that is no UTF-8, or no UTF-16 on Windows.
fn broken(text: &str) -> OsString {
    let mut broken = OsString::from(text);
    #[cfg(unix)]
    broken.push(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"\xff"));
    #[cfg(windows)]
    broken.push(<OsString as std::os::windows::ffi::OsStringExt>::from_wide(&[0xd800]));
    broken
}

/// With the user's consent and this variable.
#[track_caller]
fn assert_variable_decides(name: &str, value: impl AsRef<OsStr>, expected: Decides) {
    let home = Home::consenting();
    let case = format!("{name}={}", value.as_ref().display());
    assert_decides(&home, home.program(ANNOTATED).env(name, value), expected, &case);
}

#[test]
fn do_not_track_says_no_in_every_spelling() {
    for value in [
        "1", "true", "TRUE", "yes", "on", "false", "no", "off", " ", "00", "-1", "0 ",
    ] {
        assert_variable_decides("DO_NOT_TRACK", value, Off("DoNotTrack"));
    }
    assert_variable_decides("DO_NOT_TRACK", broken(""), Off("DoNotTrack"));
    assert_variable_decides("DO_NOT_TRACK", broken("0"), Off("DoNotTrack"));
}

#[test]
fn do_not_track_that_is_empty_or_zero_says_nothing() {
    for value in ["", "0"] {
        assert_variable_decides("DO_NOT_TRACK", value, On);
    }
}

#[test]
fn continuous_integration_is_nobodys_home() {
    for value in ["true", "1", "woodpecker", "no", " "] {
        assert_variable_decides("CI", value, Off("ContinuousIntegration"));
    }
    assert_variable_decides("CI", broken(""), Off("ContinuousIntegration"));
    for value in ["", "0", "false"] {
        assert_variable_decides("CI", value, On);
    }
}

#[test]
fn the_programs_own_variable_says_no() {
    for value in ["off", "0", "false", "OFF", "False"] {
        assert_variable_decides("E2E_TELEMETRY", value, Off("Variable("));
    }
}

#[test]
fn the_programs_own_variable_gives_nothing() {
    for value in ["on", "1", "true", "ON", ""] {
        assert_variable_decides("E2E_TELEMETRY", value, On);
        let case = format!("{value:?} without consent");
        let home = Home::new();
        let program = home.program(ANNOTATED).env("E2E_TELEMETRY", value);
        assert_decides(&home, program, Off("NoFile("), &case);
        home.withdraw();
        let program = home.program(ANNOTATED).env("E2E_TELEMETRY", value);
        assert_decides(&home, program, Off("Declined("), &case);
        home.write_config("a: 1\n");
        let program = home.program(ANNOTATED).env("E2E_TELEMETRY", value);
        assert_decides(&home, program, Off("NotAsked("), &case);
        home.write_config("telemetry:\n  collect: yes\n");
        let program = home.program(ANNOTATED).env("E2E_TELEMETRY", value);
        assert_decides(&home, program, Mistaken(Some(2)), &case);
    }
}

#[test]
fn a_value_that_means_nothing_is_off_with_a_line() {
    let shown = |value: &OsStr| {
        let home = Home::consenting();
        let finished = home
            .program(ANNOTATED)
            .args(["reason"])
            .env("E2E_TELEMETRY", value)
            .run();
        assert!(finished.stdout.starts_with("Off(UnknownVariable("), "{finished:?}");
        assert_eq!(finished.code, Some(0));
        home.assert_untouched();
        finished.stderr
    };
    let line = |value: &str| {
        format!(
            "e2e: telemetry is off: the environment variable E2E_TELEMETRY is \"{value}\"; expected off, preview or \
             on\n"
        )
    };
    assert_eq!(shown(OsStr::new("nope")), line("nope"));
    assert_eq!(shown(OsStr::new(" off")), line(" off"));
    assert_eq!(
        shown(OsStr::new("\u{1b}[31mred\n")),
        line("[31mred"),
        "it cannot write on the terminal"
    );
    assert_eq!(shown(&broken("")), line("\u{fffd}"));
    assert!(shown(&OsString::from("x".repeat(100_000))).len() < 200);
}

#[test]
fn what_comes_first_decides() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: yes\n");
    let assert = |variables: &[(&str, &str)], expected| {
        let program = home.program(ANNOTATED).with(|command| {
            command.envs(variables.iter().copied());
        });
        assert_decides(&home, program, expected, &format!("{variables:?}"));
    };
    let (tracking, job) = (("DO_NOT_TRACK", "1"), ("CI", "1"));
    // Not even the line about the mistake: nothing further is read.
    assert(&[tracking, job, ("E2E_TELEMETRY", "nonsense")], Off("DoNotTrack"));
    assert(&[tracking, ("E2E_TELEMETRY", "preview")], Off("DoNotTrack"));
    assert(&[job, ("E2E_TELEMETRY", "nonsense")], Off("ContinuousIntegration"));
    assert(&[job, ("E2E_TELEMETRY", "preview")], Off("ContinuousIntegration"));
    assert(&[("E2E_TELEMETRY", "off")], Off("Variable("));
    assert(&[("E2E_TELEMETRY", "on")], Mistaken(Some(2)));
}

#[test]
fn variables_of_other_programs_and_clients_mean_nothing() {
    for (name, value) in [
        ("TELEMETRY", "on"),
        ("E2E_TELEMETRY_COLLECT", "true"),
        ("END_TO_END_TELEMETRY", "on"),
        ("SENTRY_DSN", "http://key@127.0.0.1:9/1"),
        ("SENTRY_RELEASE", "x"),
        ("E2E_TELEMETRY_DSN", "http://key@127.0.0.1:9/1"),
    ] {
        let home = Home::new();
        assert_decides(&home, home.program(ANNOTATED).env(name, value), Off("NoFile("), name);
    }
    for name in ["OTHER_TELEMETRY", "TELEMETRY", "NO_TELEMETRY"] {
        assert_variable_decides(name, "off", On);
    }
}
