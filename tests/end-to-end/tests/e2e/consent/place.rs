//! Whose home it is, where the program says that its file is, and with what rights it was started.

use super::Decides::{Off, On};
use super::assert_decides;
use crate::{ANNOTATED, NAMED_CONFIG};
use end_to_end::Home;
use std::fs;
use std::os::unix::fs::chown;

#[test]
fn a_home_of_another_user_is_not_asked() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can give a directory away");
        return;
    }
    // As `sudo` that keeps HOME does it.
    let home = Home::consenting();
    chown(home.path(), Some(65534), Some(65534)).expect("a home of nobody");
    assert_decides(&home, home.program(ANNOTATED), Off("Foreign("), "of nobody");
}

#[test]
fn a_privileged_start_is_off() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can make a program that runs as root");
        return;
    }
    let home = Home::unprivileged();
    home.consent();
    let program = home.program(ANNOTATED);
    // The copy that the line above made.
    let copy = home.beside().join("annotated");
    chown(&copy, Some(0), Some(0)).expect("a program of root");
    home.set_mode(&copy, 0o4755);
    assert_decides(&home, program, Off("Privileged"), "set-user-id");
    home.set_mode(&copy, 0o755);
    assert_decides(&home, home.program(ANNOTATED), On, "the same without");
}

#[test]
fn a_program_without_a_file_has_nobody_to_ask() {
    let home = Home::consenting();
    assert_decides(&home, home.program(NAMED_CONFIG), Off("NoFileNamed"), "no file named");
}

#[test]
fn a_relative_path_is_never_followed() {
    let home = Home::consenting();
    // Programs are started beside the home, and there it is.
    fs::write(home.beside().join("config.yml"), "telemetry:\n  collect: true\n").expect("a file");
    for path in ["config.yml", "./config.yml", "../beside/config.yml", ""] {
        let program = home.program(NAMED_CONFIG).env("E2E_CONFIG", path);
        assert_decides(&home, program, Off("RelativePath("), path);
    }
}

#[test]
fn an_absolute_path_is_the_file() {
    let home = Home::new();
    let path = home.beside().join("config.yml");
    fs::write(&path, "telemetry:\n  collect: false\n").expect("a file");
    let program = || home.program(NAMED_CONFIG).env("E2E_CONFIG", &path);
    assert_decides(&home, program(), Off("Declined("), "declined");
    fs::write(&path, "telemetry:\n  collect: true\n").expect("a file");
    assert_decides(&home, program(), On, "asked");
}
