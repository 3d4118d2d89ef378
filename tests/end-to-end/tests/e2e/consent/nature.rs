//! What the configuration file is, apart from what it says: nothing in its place may block, break or fool the program.

use super::Decides::{Off, On};
use super::assert_decides;
use crate::ANNOTATED;
use end_to_end::Home;
use std::fs::{self, File};
use std::os::unix::fs::{chown, symlink};
use std::process::Command;

const CONSENT: &str = "telemetry:\n  collect: true\n";

#[test]
fn a_fifo_does_not_block() {
    let home = Home::new();
    home.make_directory(home.config().parent().expect("a directory"));
    let made = Command::new("mkfifo").arg(home.config()).status().expect("mkfifo");
    assert!(made.success());
    assert_decides(&home, home.program(ANNOTATED), Off("Unreadable("), "a FIFO");
}

#[test]
fn a_directory_is_no_file() {
    let home = Home::new();
    home.make_directory(&home.config());
    assert_decides(&home, home.program(ANNOTATED), Off("Unreadable("), "a directory");
}

#[test]
fn a_device_is_no_file() {
    let home = Home::new();
    home.make_directory(home.config().parent().expect("a directory"));
    symlink("/dev/zero", home.config()).expect("a link");
    // Not its user's alone, either.
    assert_decides(&home, home.program(ANNOTATED), Off("Foreign("), "a device");
}

#[test]
fn a_huge_file_is_not_read() {
    let home = Home::new();
    home.write_config(CONSENT);
    let file = File::options().write(true).open(home.config()).expect("the file");
    for (size, expected) in [
        (1024 * 1024 + 1, Off("Unreadable(")),
        // It exists only in its directory: nobody has that much to read.
        (1 << 40, Off("Unreadable(")),
    ] {
        file.set_len(size).expect("a size");
        assert_decides(&home, home.program(ANNOTATED), expected, &format!("{size} bytes"));
    }
    let largest = format!("{CONSENT}#{}", "x".repeat(1024 * 1024 - CONSENT.len() - 1));
    assert_eq!(largest.len(), 1024 * 1024);
    home.write_config(largest);
    assert_decides(&home, home.program(ANNOTATED), On, "just small enough");
}

#[test]
fn a_link_to_a_good_file_is_a_good_file() {
    let home = Home::new();
    let real = home.beside().join("dotfiles.yml");
    fs::write(&real, CONSENT).expect("a file");
    home.make_directory(home.config().parent().expect("a directory"));
    symlink(&real, home.config()).expect("a link");
    assert_decides(&home, home.program(ANNOTATED), On, "a link");
}

#[test]
fn a_linked_directory_of_good_files_is_good() {
    let home = Home::new();
    let real = home.beside().join("dotfiles");
    fs::create_dir(&real).expect("a directory");
    fs::write(real.join("config.yml"), CONSENT).expect("a file");
    home.make_directory(&home.config_home());
    symlink(&real, home.config_home().join("e2e")).expect("a link");
    assert_decides(&home, home.program(ANNOTATED), On, "a linked directory");
}

#[test]
fn a_link_to_nowhere_or_in_a_circle_is_no_file() {
    let home = Home::new();
    home.make_directory(home.config().parent().expect("a directory"));
    symlink("nowhere", home.config()).expect("a link");
    assert_decides(&home, home.program(ANNOTATED), Off("NoFile("), "to nowhere");
    fs::remove_file(home.config()).expect("the link");
    symlink("config.yml", home.config()).expect("a link");
    assert_decides(&home, home.program(ANNOTATED), Off("Unreadable("), "a circle");
}

#[test]
fn a_file_that_cannot_be_read_is_no_consent() {
    let home = Home::unprivileged();
    home.write_config(CONSENT);
    home.set_mode(&home.config(), 0o000);
    assert_decides(&home, home.program(ANNOTATED), Off("Unreadable("), "no permission");
    home.set_mode(&home.config(), 0o400);
    let directory = home.config().parent().expect("a directory").to_owned();
    home.set_mode(&directory, 0o000);
    assert_decides(
        &home,
        home.program(ANNOTATED),
        Off("Unreadable("),
        "behind a closed directory",
    );
    home.set_mode(&directory, 0o500);
    assert_decides(&home, home.program(ANNOTATED), On, "reading is enough");
}

#[test]
fn a_file_that_anybody_can_write_is_nobodys_consent() {
    let home = Home::new();
    home.write_config(CONSENT);
    for (mode, expected) in [(0o666, Off("Foreign(")), (0o602, Off("Foreign(")), (0o664, On)] {
        home.set_mode(&home.config(), mode);
        assert_decides(&home, home.program(ANNOTATED), expected, &format!("{mode:o}"));
    }
}

#[test]
fn a_file_of_another_user_is_not_this_users_consent() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can give a file away");
        return;
    }
    let home = Home::new();
    home.write_config(CONSENT);
    chown(home.config(), Some(65534), None).expect("a file of nobody");
    assert_decides(&home, home.program(ANNOTATED), Off("Foreign("), "of nobody");
    // The other way round, as in a directory of defaults for all users.
    let home = Home::unprivileged();
    home.write_config(CONSENT);
    chown(home.config(), Some(0), Some(0)).expect("a file of root");
    assert_decides(&home, home.program(ANNOTATED), Off("Foreign("), "of root");
}
