//! Where the files cannot be had, telemetry is off, and the program works as if it had never heard
//! of it.

use crate::{ANNOTATED, BARE, STARTED};
use end_to_end::{Home, Program, World, messages};
use std::fs::{self, File};
use std::os::unix::fs::{chown, lchown, symlink};
use std::os::unix::process::CommandExt;
use std::time::UNIX_EPOCH;

const NOBODY: u32 = 65534;

/// Asserts that telemetry is off for this reason, and that the program does all that its twin does,
/// endings included.
#[track_caller]
fn assert_off(reason: &str, home: &Home, change: impl Fn(Program<'_>) -> Program<'_>) {
    for end in ["exit=3", "err=no such coin", "say=done"] {
        let run = |program| {
            change(home.program(program))
                .args(["evaluate", "complain=careful", end])
                .run()
        };
        run(ANNOTATED).assert_same_as(&run(BARE));
    }
    let finished = change(home.program(ANNOTATED)).args(["reason"]).run().quiet();
    assert!(finished.stdout.starts_with(&format!("Off({reason}")), "{finished:?}");
}

/// Asserts that telemetry is on, so that what a test takes away is what made the difference.
#[track_caller]
fn assert_on(home: &Home) {
    let finished = home.program(ANNOTATED).args(["reason"]).run().quiet();
    assert!(finished.stdout.starts_with("On("), "{finished:?}");
}

fn as_is(program: Program<'_>) -> Program<'_> {
    program
}

fn is_root() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        println!("skipped: only root can");
    }
    root
}

#[test]
fn a_read_only_home() {
    let home = Home::unprivileged();
    home.consent();
    home.set_mode(&home.path(), 0o555);
    assert_off("Storage(", &home, as_is);
    home.assert_untouched();
    home.set_mode(&home.path(), 0o755);
    assert_on(&home);
}

#[test]
fn an_unwritable_data_directory() {
    let home = Home::unprivileged();
    home.consent();
    home.make_directory(&home.data());
    home.set_mode(&home.data(), 0o555);
    assert_off("Storage(", &home, as_is);
    home.set_mode(&home.data(), 0o755);
    assert_on(&home);
}

#[test]
fn an_unwritable_directory_of_ours() {
    for name in ["", "outbox", "runs"] {
        let home = Home::unprivileged();
        home.consent();
        assert_on(&home);
        home.wait_for_uploaders();
        let before = (home.names("outbox"), home.names("runs"));
        let directory = home.telemetry(name);
        // All that is to be written is there already, but for what the run itself writes.
        home.set_mode(&directory, 0o555);
        if name == "outbox" {
            // The run is on; what it cannot queue, it counts in its journal.
            let status = home
                .program(ANNOTATED)
                .args(["evaluate", "status"])
                .run()
                .quiet()
                .stdout;
            let last_error = format!("last error     {}: ", directory.display());
            assert!(status.contains(&last_error), "{status}");
            assert_eq!(home.names("outbox"), before.0, "nothing half is left behind");
        } else if name.is_empty() {
            assert_on(&home);
        } else {
            assert_off("Storage(", &home, as_is);
            assert_eq!(
                (home.names("outbox"), home.names("runs")),
                before,
                "nothing half is left behind"
            );
        }
        home.set_mode(&directory, 0o700);
        assert_on(&home);
    }
}

#[test]
fn files_where_directories_should_be() {
    for name in ["", "outbox", "runs"] {
        let home = Home::consenting();
        home.write(
            &home.telemetry(name).components().collect::<std::path::PathBuf>(),
            "a file",
        );
        assert_off("Storage(", &home, as_is);
    }
    let home = Home::consenting();
    home.write(&home.data(), "a file");
    assert_off("Storage(", &home, as_is);
}

#[test]
fn directories_where_files_should_be() {
    // These two are only needed to send; what was recorded stays.
    for name in ["uploader.lock", "state.json"] {
        let home = Home::consenting();
        home.make_directory(&home.telemetry(name));
        home.set_mode(&home.telemetry(""), 0o700);
        let program = home
            .program(ANNOTATED)
            .args(["evaluate", "reason"])
            .dsn("http://key@127.0.0.1:9/1");
        let finished = program.run().quiet();
        assert!(finished.stdout.contains("\nOn("), "{name}: {finished:?}");
        assert!(!home.names("outbox").is_empty(), "{name}");
    }
}

#[test]
fn a_data_directory_elsewhere_is_the_users_choice() {
    let home = Home::consenting();
    let real = home.beside().join("on another disk");
    fs::create_dir(&real).expect("a directory");
    home.make_directory(&home.data_home());
    symlink(&real, home.data()).expect("a link");
    assert_on(&home);
    assert!(real.join("telemetry/outbox").is_dir());
}

#[test]
fn a_data_directory_elsewhere_is_as_good_as_the_place() {
    for mode in [0o777, 0o702] {
        let home = Home::consenting();
        let real = home.beside().join("on another disk");
        fs::create_dir(&real).expect("a directory");
        home.make_directory(&home.data_home());
        symlink(&real, home.data()).expect("a link");
        home.set_mode(&real, mode);
        assert_off("Foreign(", &home, as_is);
        assert_eq!(fs::read_dir(&real).expect("the directory").count(), 0, "{mode:o}");
        home.set_mode(&real, 0o755);
        assert_on(&home);
    }
    if !is_root() {
        return;
    }
    let home = Home::consenting();
    let real = home.beside().join("on another disk");
    fs::create_dir(&real).expect("a directory");
    home.make_directory(&home.data_home());
    symlink(&real, home.data()).expect("a link");
    chown(&real, Some(NOBODY), None).expect("a directory of nobody");
    assert_off("Foreign(", &home, as_is);
    assert_eq!(fs::read_dir(&real).expect("the directory").count(), 0);
}

#[test]
fn a_data_directory_that_somebody_else_put_elsewhere_is_off() {
    if !is_root() {
        return;
    }
    let home = Home::consenting();
    // A place of the user's own, in which they do not expect us.
    let place = home.beside().join("public");
    fs::create_dir(&place).expect("a directory");
    home.make_directory(&home.data_home());
    symlink(&place, home.data()).expect("a link");
    lchown(home.data(), Some(NOBODY), None).expect("a link of nobody");
    assert_off("Foreign(", &home, as_is);
    assert_eq!(fs::read_dir(&place).expect("the directory").count(), 0);
    lchown(home.data(), Some(0), None).expect("our link");
    assert_on(&home);
}

#[test]
fn in_a_directory_that_anybody_can_write_to_nothing_is_made() {
    for mode in [0o777, 0o1777, 0o773] {
        let home = Home::consenting();
        home.make_directory(&home.data());
        home.set_mode(&home.data(), mode);
        assert_off("Foreign(", &home, as_is);
        assert_eq!(fs::read_dir(home.data()).expect("the directory").count(), 0, "{mode:o}");
    }
}

#[test]
fn a_link_in_the_place_of_our_directories_is_not_followed() {
    for name in ["telemetry", "telemetry/outbox", "telemetry/runs"] {
        let home = Home::consenting();
        let theirs = home.beside().join("theirs");
        fs::create_dir(&theirs).expect("a directory");
        let link = home.data().join(name);
        home.make_directory(link.parent().expect("a directory"));
        home.set_mode(link.parent().expect("a directory"), 0o700);
        symlink(&theirs, &link).expect("a link");
        assert_off("Storage(", &home, as_is);
        assert_eq!(fs::read_dir(&theirs).expect("their directory").count(), 0, "{name}");
    }
}

#[test]
fn a_link_in_the_place_of_what_the_uploader_keeps_is_not_followed() {
    for name in ["sent", "rejected"] {
        let world = World::consenting();
        world.program(ANNOTATED).run().quiet();
        world.settle();
        let theirs = world.beside().join("theirs");
        // As many as would be tidied up, and as old.
        for number in 0..60 {
            let path = theirs.join(format!("{number}.txt"));
            world.write(&path, "ten years of work");
            let file = File::options().write(true).open(&path).expect("the file");
            file.set_modified(UNIX_EPOCH).expect("a time long ago");
        }
        fs::rename(theirs.join("0.txt"), theirs.join(".profile")).expect("a hidden file");
        fs::remove_dir_all(world.telemetry(name)).expect("our directory");
        symlink(&theirs, world.telemetry(name)).expect("a link");
        world.write(&world.telemetry("outbox").join("foreign.txt"), "foreign");
        world.program(ANNOTATED).run().quiet();
        let received = world.settle();
        assert_eq!(messages(&received), [STARTED, STARTED], "it is no reason not to send");
        let names: Vec<_> = fs::read_dir(&theirs)
            .expect("their directory")
            .flatten()
            .map(|e| e.file_name())
            .collect();
        assert_eq!(names.len(), 60, "{name}: {names:?}");
    }
}

#[test]
fn a_directory_that_others_can_write_to() {
    for (name, mode, reason) in [
        ("", 0o777, "Foreign("),
        ("telemetry", 0o777, "Storage("),
        ("telemetry", 0o770, "Storage("),
        ("telemetry/outbox", 0o707, "Storage("),
        ("telemetry/runs", 0o730, "Storage("),
    ] {
        let home = Home::consenting();
        assert_on(&home);
        let directory = home.data().join(name);
        home.set_mode(&directory, mode);
        assert_off(reason, &home, as_is);
        home.set_mode(&directory, 0o700);
        assert_on(&home);
    }
}

#[test]
fn the_programs_own_directory_may_be_its_groups() {
    let home = Home::consenting();
    home.make_directory(&home.data());
    home.set_mode(&home.data(), 0o775);
    assert_on(&home);
}

#[test]
fn a_directory_of_another_user() {
    if !is_root() {
        return;
    }
    for (name, reason) in [
        ("", "Foreign("),
        ("telemetry", "Storage("),
        ("telemetry/outbox", "Storage("),
        ("telemetry/runs", "Storage("),
    ] {
        let home = Home::consenting();
        assert_on(&home);
        let directory = home.data().join(name);
        chown(&directory, Some(NOBODY), None).expect("a directory of nobody");
        assert_off(reason, &home, as_is);
        chown(&directory, Some(0), None).expect("our directory");
        assert_on(&home);
    }
}

#[test]
fn a_home_that_is_none() {
    let home = Home::consenting();
    let file = home.beside().join("a file");
    fs::write(&file, "").expect("a file");
    for path in [
        file.to_str().expect("a path"),
        "/proc/nobody/home",
        "/dev/null/home",
        "/nowhere/at/all",
    ] {
        assert_off("NoFile(", &home, |program| {
            program
                .env("HOME", path)
                .without_env("XDG_CONFIG_HOME")
                .without_env("XDG_DATA_HOME")
        });
    }
    home.assert_untouched();
}

#[test]
fn consent_without_a_home_to_keep_files_in() {
    let home = Home::consenting();
    for path in ["/proc/nobody", "/dev/null/home", "/proc/self"] {
        assert_off("Storage(", &home, |program| {
            program
                .env("HOME", path)
                .env("XDG_DATA_HOME", format!("{path}/.local/share"))
        });
    }
    home.assert_untouched();
}

#[test]
fn no_home_variable_but_directories() {
    // As services are started: the home is looked up elsewhere, and is not needed.
    let home = Home::consenting();
    let finished = home
        .program(ANNOTATED)
        .without_env("HOME")
        .args(["reason"])
        .run()
        .quiet();
    assert!(finished.stdout.starts_with("On("), "{finished:?}");
    assert!(home.user_id().is_some());
}

#[test]
fn no_home_in_the_environment_or_anywhere() {
    if !is_root() {
        return;
    }
    let home = Home::unprivileged();
    home.consent();
    assert_off("NoHome", &home, |program| {
        // Nobody has this number, so there is no entry that names a home.
        program.without_env("HOME").with(|command| {
            command.uid(1_234_567).gid(1_234_567);
        })
    });
    home.assert_untouched();
}

#[test]
fn relative_directories_in_the_environment_are_ignored() {
    let home = Home::consenting();
    let program = home.program(ANNOTATED).env("XDG_DATA_HOME", "data").args(["reason"]);
    let finished = program.run().quiet();
    assert!(finished.stdout.starts_with("On("), "{finished:?}");
    assert!(!home.beside().join("data").exists());
    assert!(home.path().join(".local/share/e2e/user_id.json").exists());
}
