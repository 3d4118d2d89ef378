//! What the configuration file is, apart from what it says: nothing in its place may block, break
//! or fool the program.

use super::Decides::{Off, On};
use super::assert_decides;
use crate::ANNOTATED;
use end_to_end::Home;
use std::fs::{self, File};
use std::os::unix::fs::{chown, lchown, symlink};
use std::path::{Path, PathBuf};
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

/// A user's home, and beside it a store that root keeps, as NixOS and home-manager do: `None` where
/// the tests do not run as root.
fn home_and_store() -> Option<(Home, PathBuf)> {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can keep a store for another user");
        return None;
    }
    let home = Home::unprivileged();
    let store = home.beside().join("store");
    fs::create_dir(&store).expect("a store");
    // As `/nix/store`: those who build write to it, and cannot replace what others put there.
    home.set_mode(&store, 0o1775);
    put(&home, &store.join("config.yml"));
    home.make_directory(home.config().parent().expect("a directory"));
    Some((home, store))
}

/// A file of root's that says yes.
fn put(home: &Home, file: &Path) {
    fs::write(file, CONSENT).expect("a file");
    home.set_mode(file, 0o444);
}

fn users_link(to: &Path, link: &Path) {
    symlink(to, link).expect("a link");
    lchown(link, Some(65534), Some(65534)).expect("a link of the user's");
}

#[test]
fn the_users_link_into_a_store_of_root_gives_consent() {
    let Some((home, store)) = home_and_store() else { return };
    users_link(&store.join("config.yml"), &home.config());
    assert_decides(&home, home.program(ANNOTATED), On, "a link to a file");
    // A mounted ConfigMap: links of root's own lead on from the user's.
    let (home, store) = home_and_store().expect("root");
    let dated = store.join("..2026_12_01");
    fs::create_dir(&dated).expect("a directory");
    put(&home, &dated.join("mounted.yml"));
    symlink("..2026_12_01", store.join("..data")).expect("a link");
    symlink("..data/mounted.yml", store.join("mounted.yml")).expect("a link");
    users_link(&store.join("mounted.yml"), &home.config());
    assert_decides(&home, home.program(ANNOTATED), On, "links that lead on");
    // A linked directory.
    let (home, store) = home_and_store().expect("root");
    let directory = home.config().parent().expect("a directory").to_owned();
    fs::remove_dir(&directory).expect("an empty directory");
    users_link(&store, &directory);
    assert_decides(&home, home.program(ANNOTATED), On, "a linked directory");
}

/// By its bits, a mounted config map may be written by all. As it is mounted, nobody can.
#[test]
fn a_store_that_is_mounted_read_only_gives_consent() {
    let Some((home, store)) = home_and_store() else { return };
    users_link(&store.join("config.yml"), &home.config());
    home.set_mode(&store, 0o777);
    let status = |mount: &str| {
        let drop_rights = "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$PROGRAM\" status";
        let mut unshare = Command::new("unshare");
        unshare
            .args(["-m", "sh", "-e", "-c", &format!("{mount}\n{drop_rights}")])
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", home.path())
            .env("STORE", &store)
            .env("PROGRAM", ANNOTATED);
        let output = unshare.output().expect("unshare");
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    let (may, writable, error) = status("mount --bind \"$STORE\" \"$STORE\"");
    if !may {
        println!("skipped: this machine does not let the tests mount a directory: {error}");
        return;
    }
    assert!(writable.starts_with("Telemetry is off: "), "{writable}");
    let read_only = "mount --bind \"$STORE\" \"$STORE\"\nmount -o remount,bind,ro \"$STORE\"";
    let (_, mounted, error) = status(read_only);
    assert!(mounted.starts_with("Telemetry is on"), "{mounted}{error}");
}

#[test]
fn a_store_that_somebody_else_could_have_written_gives_none() {
    let off = |home: &Home, case: &str| assert_decides(home, home.program(ANNOTATED), Off("Foreign("), case);
    let Some((home, store)) = home_and_store() else { return };
    let file = store.join("config.yml");
    users_link(&file, &home.config());
    for mode in [0o664, 0o646] {
        home.set_mode(&file, mode);
        off(&home, &format!("a file of mode {mode:o}"));
    }
    home.set_mode(&file, 0o444);
    for mode in [0o775, 0o757, 0o777] {
        home.set_mode(&store, mode);
        off(&home, &format!("a directory of mode {mode:o}"));
    }
    home.set_mode(&store, 0o1777);
    assert_decides(&home, home.program(ANNOTATED), On, "others cannot replace it");
    // Others' directories, files and links.
    let (home, store) = home_and_store().expect("root");
    users_link(&store.join("config.yml"), &home.config());
    chown(&store, Some(1), None).expect("a directory of somebody else");
    off(&home, "a directory of somebody else");
    chown(&store, Some(0), None).expect("a directory of root");
    chown(store.join("config.yml"), Some(1), None).expect("a file of somebody else");
    off(&home, "a file of somebody else");
    let (home, store) = home_and_store().expect("root");
    symlink(store.join("config.yml"), store.join("theirs.yml")).expect("a link");
    lchown(store.join("theirs.yml"), Some(1), Some(1)).expect("a link of somebody else");
    users_link(&store.join("theirs.yml"), &home.config());
    off(&home, "a link of somebody else in a directory that they can write to");
    // The user chose nothing: root put the link there.
    let (home, store) = home_and_store().expect("root");
    symlink(store.join("config.yml"), home.config()).expect("a link");
    off(&home, "a link of root's");
}
