//! `ask!`: on a terminal, once.

use crate::{CLI, pty};
use end_to_end::{Home, World};
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

/// What is on the terminal at the end, on which the user typed this as soon as they were asked.
fn on_a_terminal(home: &Home, typed: &str, change: impl FnOnce(&mut Command)) -> String {
    shown_on_a_terminal(home, &["ask"], typed, change)
}

pub(super) fn shown_on_a_terminal(
    home: &Home,
    words: &[&str],
    typed: &str,
    change: impl FnOnce(&mut Command),
) -> String {
    let (mut terminal, theirs) = pty::open();
    let mut command = Command::new(CLI);
    command
        .args(words)
        .env_clear()
        .env("HOME", home.path())
        .env("E2E_TELEMETRY_DSN", "http://key@127.0.0.1:9/1")
        .stdin(theirs.try_clone().expect("a terminal"))
        .stdout(theirs.try_clone().expect("a terminal"))
        .stderr(theirs);
    change(&mut command);
    // A question in other words would be waited for without end.
    // SAFETY: one system call between `fork` and `exec`, which neither allocates nor locks.
    unsafe {
        command.pre_exec(|| {
            libc::alarm(60);
            Ok(())
        })
    };
    // No answer to a question that was not asked yet.
    terminal.write_all(b"yes\n").expect("keys");
    let mut child = command.spawn().expect("the program");
    // Ours only: at its end, the terminal has no other side any more.
    drop(command);
    let mut shown = Vec::new();
    let mut buffer = [0; 4096];
    let mut is_answered = false;
    while let Ok(length @ 1..) = terminal.read(&mut buffer) {
        shown.extend_from_slice(&buffer[..length]);
        if !is_answered && String::from_utf8_lossy(&shown).contains("N] ") {
            is_answered = true;
            terminal.write_all(typed.as_bytes()).expect("keys");
        }
    }
    assert!(child.wait().expect("its end").success());
    String::from_utf8_lossy(&shown).into_owned()
}

fn config(home: &Home) -> String {
    std::fs::read_to_string(home.config()).unwrap_or_default()
}

#[test]
fn yes_is_written_into_the_user_s_file_and_the_question_is_not_asked_again() {
    let home = Home::new();
    let shown = on_a_terminal(&home, "y\n", |_| {});
    for part in [
        "http://127.0.0.1:9 (contact: privacy@example.org)",
        "https://example.org/privacy",
        "to find what breaks",
        "a random id; no name",
        "other words that you typed can remain",
        "`collect: false` below `telemetry:` in ",
        "Send these reports? [y/N] ",
        "Telemetry is on: your answer is saved in ",
        "true\r\n",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert_eq!(config(&home), "telemetry:\n  collect: true\n");
    // Nothing is filled in: that run stays as it was.
    assert!(!home.telemetry("").exists());
    let again = on_a_terminal(&home, "n\n", |_| {});
    assert!(!again.contains("Send these reports?"), "{again}");
    home.wait_for_uploaders();
}

#[test]
fn no_is_written_down_and_is_asked_no_more() {
    for typed in ["n\n", "\n", "NO\n", "maybe\nno\n", "ye\nja\n\n"] {
        let home = Home::new();
        let shown = on_a_terminal(&home, typed, |_| {});
        assert!(
            shown.contains("Telemetry is off: your answer is saved in ") && shown.contains("false\r\n"),
            "{typed:?}: {shown}"
        );
        assert_eq!(config(&home), "telemetry:\n  collect: false\n");
        assert!(!on_a_terminal(&home, "y\n", |_| {}).contains("Send these reports?"));
    }
}

#[test]
fn what_is_neither_yes_nor_no_is_asked_again_twice_and_then_left_open() {
    let home = Home::new();
    let shown = on_a_terminal(&home, "maybe\nye\nyes\n", |_| {});
    assert_eq!(shown.matches("Please answer y or n").count(), 2, "{shown}");
    assert_eq!(config(&home), "telemetry:\n  collect: true\n");
    let home = Home::new();
    let shown = on_a_terminal(&home, "maybe\nye\nperhaps\n", |_| {});
    assert_eq!(shown.matches("Please answer y or n").count(), 2, "{shown}");
    assert!(
        shown.contains("No answer: nothing is shared, and your configuration file is unchanged.\r\nfalse\r\n"),
        "{shown}"
    );
    home.assert_untouched();
    assert!(on_a_terminal(&home, "\n", |_| {}).contains("Send these reports?"));
}

#[test]
fn who_says_nothing_is_asked_another_time() {
    let home = Home::new();
    // The end of input.
    let shown = on_a_terminal(&home, "\u{4}", |_| {});
    assert!(shown.contains("Send these reports?"), "{shown}");
    home.assert_untouched();
    assert!(on_a_terminal(&home, "\n", |_| {}).contains("Send these reports?"));
}

#[test]
fn nobody_is_asked_who_has_said_so_or_is_not_there() {
    let silent = |home: &Home, change: fn(&mut Command)| {
        let before = config(home);
        let shown = on_a_terminal(home, "y\n", change);
        assert!(!shown.contains("Send these reports?"), "{shown}");
        assert_eq!(config(home), before);
    };
    let home = Home::new();
    silent(&home, |command| {
        command.env("CI", "true");
    });
    silent(&home, |command| {
        command.env("DO_NOT_TRACK", "1");
    });
    silent(&home, |command| {
        command.env("E2E_TELEMETRY", "off");
    });
    silent(&home, |command| {
        command.env("E2E_TELEMETRY", "preview");
    });
    // Nobody could be told where it goes.
    silent(&home, |command| {
        command.env_remove("E2E_TELEMETRY_DSN");
    });
    silent(&home, |command| {
        command.stdin(Stdio::null());
    });
    silent(&home, |command| {
        command.stdout(Stdio::null());
    });
    silent(&home, |command| {
        command.stderr(Stdio::null());
    });
    home.write_config("telemetry:\n  collect: false\n");
    silent(&home, |_| {});
    home.write_config("telemetry:\n  collect: crashes\n");
    silent(&home, |_| {});
    home.write_config("telemetry:\n  collect: yes\n");
    silent(&home, |_| {});
}

/// Not on a terminal, as all other tests run.
#[test]
fn a_script_is_not_asked() {
    let world = World::new();
    let finished = world.program(CLI).args(["ask"]).run().quiet();
    assert_eq!(finished.stdout, "false\n");
    world.home.assert_untouched();
}
