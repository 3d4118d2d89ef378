//! What the program does, in the home of a user who asks for telemetry.

use crate::programs::{BARE, BY_CFG, BY_FEATURE, ORDINARY, UNOPTIMISED, WITHOUT_ATTRIBUTES};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// The home of a user who asks for telemetry.
fn home() -> TempDir {
    let home = TempDir::with_prefix("left-out-").unwrap();
    fs::write(home.path().join("canary.yml"), "telemetry:\n  collect: true\n").unwrap();
    home
}

fn run(program: &Path, argument: &str, home: &TempDir) -> Output {
    Command::new(program)
        .arg(argument)
        .env_clear()
        .env("HOME", home.path())
        .current_dir(home.path())
        .output()
        .unwrap()
}

fn names(home: &TempDir) -> Vec<String> {
    let files = fs::read_dir(home.path()).unwrap();
    files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Both do and print the same, and leave no file.
#[track_caller]
fn assert_same(left_out: &Path, bare: &Path) {
    for argument in ["work", "panic", "fail"] {
        let home = home();
        assert_eq!(said(&run(left_out, argument, &home)), said(&run(bare, argument, &home)));
        assert_eq!(names(&home), ["canary.yml"]);
    }
}

#[test]
fn it_does_what_it_does_without_attributes() {
    assert_same(&UNOPTIMISED, &WITHOUT_ATTRIBUTES);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn it_does_what_cargo_s_build_does_without_attributes() {
    assert_same(&BY_CFG, &BARE);
    assert_same(&BY_FEATURE, &BARE);
}

/// Were it built as its author does.
#[cfg(unix)]
#[test]
fn in_that_home_it_would_be_on() {
    let home = home();
    let output = run(&ORDINARY, "work", &home);
    assert!(output.status.success(), "{output:?}");
    assert!(names(&home).len() > 1);
    let said = run(&ORDINARY, "status", &home).stdout;
    assert!(said.starts_with(b"Telemetry is on"));
}

/// What is seen of a run. A thread's number in the message of a panic is another in each.
fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let errors = text(&output.stderr);
    let errors = errors
        .split_once(") panicked at")
        .map_or(&*errors, |(_, errors)| errors);
    (output.status.code(), text(&output.stdout), errors.to_owned())
}

#[track_caller]
fn assert_status(program: &Path, by: &str) {
    let output = run(program, "status", &home());
    let expected = format!("Telemetry is off: it was compiled out of this program, by {by}\nOff\n");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

#[test]
fn status_says_who_left_it_out() {
    assert_status(&BY_FEATURE, "the feature `off` of opt-in-telemetry");
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn status_says_that_the_cfg_left_it_out() {
    assert_status(&BY_CFG, "--cfg telemetry_off");
}
