//! `on` and `off`: the user's choice, written by the program.

#[cfg(unix)]
mod file;
mod outbox;
#[cfg(unix)]
mod refused;

use crate::ANNOTATED;
use end_to_end::Home;
use std::fs;

/// What the program says when it turns telemetry on.
fn on(home: &Home) -> String {
    home.program(ANNOTATED).args(["on"]).run().quiet().stdout
}

/// The same for off, as programs see it.
fn off(home: &Home) -> String {
    home.program(ANNOTATED).args(["off"]).run().quiet().stdout
}

fn text(home: &Home) -> String {
    fs::read_to_string(home.config()).expect("the user's file")
}

/// The names in the directory of the user's file.
fn beside(home: &Home) -> Vec<String> {
    let directory = home.config();
    let entries = fs::read_dir(directory.parent().expect("a directory")).expect("a directory");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_user_turns_it_on_and_off() {
    let home = Home::new();
    let config = home.config().display().to_string();
    assert_eq!(on(&home), format!("Telemetry is on: {config}, line 2\n"));
    assert_eq!(text(&home), "telemetry:\n  collect: true\n");
    // Nothing was recorded before consent, nor is it filled in later.
    home.assert_untouched();
    assert_eq!(on(&home), format!("Telemetry is already on: {config}, line 2\n"));
    assert!(home.user_id().is_some(), "the next run is on");
    let said = off(&home);
    assert_eq!(
        said,
        format!("ConsentChange {{ on: false, file: {config:?}, line: Some(2), changed: true, overridden_by: [] }}\n")
    );
    assert_eq!(text(&home), "telemetry:\n  collect: false\n");
    assert!(off(&home).contains("changed: false"));
}

#[test]
fn a_word_that_means_nothing_is_repaired() {
    for (action, word) in [("on", "true"), ("off", "false")] {
        let home = Home::new();
        home.write_config("# mine\ntelemetry:\n  collect: yes # please\na: 1\n");
        let finished = home.program(ANNOTATED).args([action]).run();
        assert_eq!(finished.code, Some(0), "{finished:?}");
        assert_eq!(
            text(&home),
            format!("# mine\ntelemetry:\n  collect: {word} # please\na: 1\n")
        );
    }
}

#[test]
fn off_without_a_file_is_written_down() {
    let home = Home::new();
    off(&home);
    assert_eq!(text(&home), "telemetry:\n  collect: false\n");
    home.assert_untouched();
}

#[test]
fn what_it_does_not_override_is_named() {
    let home = Home::new();
    let file = home.config().display().to_string();
    let program = home.program(ANNOTATED).args(["on"]);
    let program = program
        .env("DO_NOT_TRACK", "1")
        .env("CI", "woodpecker")
        .env("E2E_TELEMETRY", "off");
    assert_eq!(
        program.run().quiet().stdout,
        format!(
            "Telemetry stays off: the environment variable DO_NOT_TRACK is set\n  next step      unset DO_NOT_TRACK, CI, \
             E2E_TELEMETRY\n  your choice    on, in {file}, line 2\n"
        )
    );
    assert_eq!(text(&home), "telemetry:\n  collect: true\n");
    let program = home.program(ANNOTATED).args(["on"]).env("E2E_TELEMETRY", "maybe");
    let stdout = program.run().stdout;
    assert_eq!(
        stdout,
        format!(
            "Telemetry stays off: the environment variable E2E_TELEMETRY is \"maybe\"; expected off, preview or on\n  \
             next step      unset E2E_TELEMETRY, or set it to off, preview or on\n  your choice    on, in {file}, line 2\n"
        )
    );
    let program = home.program(ANNOTATED).args(["on"]).env("E2E_TELEMETRY_DSN", "here");
    let stdout = program.run().stdout;
    assert!(stdout.contains("E2E_TELEMETRY_DSN is not a DSN"), "{stdout}");
    home.assert_untouched();
}

#[test]
fn crashes_only_becomes_everything() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: \"crashes\" # for now\n");
    on(&home);
    assert_eq!(text(&home), "telemetry:\n  collect: true # for now\n");
}
