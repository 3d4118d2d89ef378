//! The tools that wait for what a program had open: the program's end is all that they wait for,
//! although its uploader lives on.

use super::AT_ONCE;
use crate::ANNOTATED;
use end_to_end::{Finished, World};
use receiver::Behaviour;
use std::process::Command;

fn is_there(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        println!("skipped: there is no {tool}");
    }
    found
}

/// Runs a command of the shell, in which `$PROGRAM` is the program, with an uploader that lives on.
#[track_caller]
fn run(world: &World, script: &str) -> Finished {
    world.receiver.behave(Behaviour::Hang);
    let shell = world.program("/bin/sh").args(["-c", script]).env("PROGRAM", ANNOTATED);
    let finished = shell.env("PATH", "/usr/local/bin:/usr/bin:/bin").run().quiet();
    assert!(finished.took < AT_ONCE, "{finished:?}");
    #[cfg(target_os = "linux")]
    world.assert_one_uploader();
    finished
}

#[test]
fn the_next_one_gets_the_lock() {
    if !is_there("flock") {
        return;
    }
    let world = World::consenting();
    let finished = run(&world, "flock lock $PROGRAM say=first && flock lock echo second");
    assert_eq!(finished.stdout, "first\nsecond\n");
}

#[test]
fn a_pipe_ends() {
    let world = World::consenting();
    // Besides its output, the program has the pipe under another number, of which it does not know.
    let finished = run(&world, "$PROGRAM say=first 9>&1 | cat; echo second");
    assert_eq!(finished.stdout, "first\nsecond\n");
}

#[test]
fn what_a_shell_reads_ends() {
    let world = World::consenting();
    let finished = run(&world, "said=$($PROGRAM say=first 7>&1 8>&1 2>&1); echo $said, second");
    assert_eq!(finished.stdout, "first, second\n");
}

/// Whose jobs share a pipe in which there is a byte for each that may run.
#[test]
fn make_has_its_job_server_back() {
    if !is_there("make") {
        return;
    }
    let world = World::consenting();
    let rules = "all: one two three\n\t@echo all\none two three:\n\t+@$(PROGRAM) say=$@\n";
    std::fs::write(world.beside().join("Makefile"), rules).expect("a file");
    // Newer ones share a file with a name otherwise.
    let style = "$(make --help | grep -o -- --jobserver-style | sed 's/$/=pipe/')";
    let finished = run(&world, &format!("make -j2 {style} && make -j2 && echo made"));
    assert!(finished.stdout.ends_with("all\nmade\n"), "{finished:?}");
    assert_eq!(finished.stdout.matches("three").count(), 2, "{finished:?}");
}
