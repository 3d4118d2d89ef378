//! Whose home it is, where the program says that its file is, and with what rights it was started.

use super::Decides::{Off, On};
use super::assert_decides;
use crate::{ANNOTATED, NAMED_CONFIG};
use end_to_end::Home;
use rustix::fs::{StatVfsMountFlags, statvfs};
use std::fs;
use std::os::unix::fs::chown;
use std::process::Command;

const NOBODY: u32 = 65534;

fn is_root() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        println!("skipped: only root can give files away, and make programs that run as root");
    }
    root
}

#[test]
fn a_home_of_another_user_is_not_asked() {
    if !is_root() {
        return;
    }
    // As `sudo` that keeps HOME does it.
    let home = Home::consenting();
    chown(home.path(), Some(NOBODY), Some(NOBODY)).expect("a home of nobody");
    assert_decides(&home, home.program(ANNOTATED), Off("Foreign("), "of nobody");
    // And `su` that keeps root's. Everything in it is nobody's, so that nothing but the home itself
    // is in the way.
    let home = Home::unprivileged();
    home.consent();
    let program = home.program(ANNOTATED);
    chown(home.path(), Some(0), Some(0)).expect("a home of root");
    assert_decides(&home, program, Off("Foreign("), "of root");
    chown(home.path(), Some(NOBODY), Some(NOBODY)).expect("a home of nobody");
    assert_decides(&home, home.program(ANNOTATED), On, "their own");
}

#[test]
fn a_privileged_start_is_off() {
    if !is_root() {
        return;
    }
    let home = Home::unprivileged();
    home.consent();
    let program = home.program(ANNOTATED);
    // The copy that the line above made.
    let copy = home.beside().join("annotated");
    if statvfs(&copy)
        .expect("a file system")
        .f_flag
        .contains(StatVfsMountFlags::NOSUID)
    {
        println!("skipped: where temporary files are, no program has more rights than its user");
        return;
    }
    chown(&copy, Some(0), Some(0)).expect("a program of root");
    home.set_mode(&copy, 0o4755);
    assert_decides(&home, program, Off("Privileged"), "set-user-id");
    home.set_mode(&copy, 0o2755);
    assert_decides(&home, home.program(ANNOTATED), Off("Privileged"), "set-group-id");
    home.set_mode(&copy, 0o755);
    if cfg!(target_os = "linux") {
        match Command::new("setcap")
            .arg("cap_net_bind_service+ep")
            .arg(&copy)
            .status()
        {
            Ok(status) if status.success() => {
                assert_decides(&home, home.program(ANNOTATED), Off("Privileged"), "with a capability");
                let removed = Command::new("setcap").arg("-r").arg(&copy).status();
                assert!(removed.is_ok_and(|status| status.success()));
            }
            _ => println!("skipped: no program can be given a capability"),
        }
    }
    // Whom the reason is for.
    home.set_mode(&copy, 0o4755);
    let status = home.program(ANNOTATED).args(["status"]).run().quiet().stdout;
    let why = "the program runs with more rights than its user";
    assert!(status.contains(why), "{status}");
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
