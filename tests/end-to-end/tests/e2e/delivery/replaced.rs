//! A program whose file is replaced while it runs, as by an update: its uploaders are still what it
//! is itself, and nothing else is started.

use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages};
use std::path::Path;
use std::process::Command;

/// Runs a copy of the program, has something done to its file, and looks who is at work after that.
#[track_caller]
fn replaced(change: impl Fn(&Path, &Path)) {
    let world = World::consenting();
    let (program, stranger, trace) = (
        world.beside().join("program"),
        world.beside().join("stranger"),
        world.beside().join("trace"),
    );
    // By a process of its own: see `Home::program`.
    assert!(
        Command::new("cp")
            .args([Path::new(ANNOTATED), &program])
            .status()
            .expect("cp")
            .success()
    );
    std::fs::write(&stranger, format!("#!/bin/sh\necho stranger > {}\n", trace.display())).expect("a script");
    world.set_mode(&stranger, 0o755);
    let mut running = world
        .program(&program)
        .args(["evaluate", "pause", "test-drive", "pause"])
        .start();
    running.wait_for_pause();
    assert_eq!(messages(&world.settle()), [STARTED, "Start evaluate"]);
    change(&program, &stranger);
    running.go_on();
    running.wait_for_pause();
    assert_eq!(
        messages(&world.settle()),
        [STARTED, "Start evaluate", "Start test-drive"]
    );
    running.finish().quiet();
    world.settle();
    assert!(!trace.exists(), "a stranger was started");
}

#[test]
fn a_file_that_is_gone_is_still_the_program() {
    replaced(|program, _| std::fs::remove_file(program).expect("a file"));
}

#[test]
fn another_file_in_its_place_is_not_started() {
    replaced(|program, stranger| std::fs::rename(stranger, program).expect("a file"));
}

#[test]
fn one_that_was_moved_is_still_the_program() {
    replaced(|program, stranger| {
        std::fs::rename(program, program.with_extension("old")).expect("a file");
        std::fs::rename(stranger, program).expect("a file");
    });
}
