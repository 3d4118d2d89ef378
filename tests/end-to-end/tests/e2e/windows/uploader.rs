//! The uploader as a process: it has nothing of the program's, and nothing of it can be noticed.

use crate::delivery::AT_ONCE;
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages};
use receiver::Behaviour;
use std::fs;
use std::time::Instant;

/// What `cmd /c tool | more` does: the reader waits until every process has closed the output.
#[test]
fn a_reader_of_the_output_does_not_wait_for_a_silent_server() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Hang);
    let start = Instant::now();
    // Both streams are read to their ends.
    let finished = world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    assert!(start.elapsed() < AT_ONCE, "{finished:?}");
    world.assert_one_uploader();
}

#[test]
fn its_program_s_directory_can_be_removed() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Hang);
    let directory = world.beside().join("project");
    fs::create_dir(&directory).expect("a directory");
    let program = world.program(ANNOTATED).with(|command| {
        command.current_dir(&directory);
    });
    program.run().quiet();
    world.assert_one_uploader();
    fs::remove_dir(&directory).expect("nobody works in it");
    world.assert_one_uploader();
}

#[test]
fn a_variable_that_is_named_in_another_case_arrives() {
    let world = World::consenting();
    let elsewhere = world.receiver.dsn();
    let program = world.home.program(ANNOTATED).env("e2e_Telemetry_Dsn", elsewhere);
    program
        .without_env("SystemRoot")
        .env("SYSTEMROOT", std::env::var_os("SystemRoot").expect("a system"))
        .run()
        .quiet();
    assert_eq!(messages(&world.settle()), [STARTED]);
}

/// As `taskkill` and the task manager end it. What it did not send is sent by the next one.
#[test]
fn one_that_is_killed_loses_nothing() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Hang);
    world.program(ANNOTATED).run().quiet();
    world.assert_one_uploader();
    world.end_uploaders();
    world.receiver.behave(Behaviour::Healthy);
    let _ = fs::remove_file(world.telemetry("state.json"));
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, STARTED]);
}

/// A running executable can be moved away, and another put in its place.
#[test]
fn a_replaced_executable_is_not_started() {
    let world = World::consenting();
    let program = world.beside().join("program.exe");
    let stranger = world.beside().join("stranger.exe");
    fs::copy(ANNOTATED, &program).expect("a copy");
    // It would leave a file behind.
    fs::copy(env!("CARGO_BIN_EXE_counted"), &stranger).expect("a copy");
    let mut running = world
        .program(&program)
        .args(["test-drive", "pause", "evaluate", "pause"])
        .start();
    running.wait_for_pause();
    assert_eq!(messages(&world.settle()), [STARTED, "Start test-drive"]);
    fs::rename(&program, world.beside().join("program.old")).expect("moved away");
    fs::rename(&stranger, &program).expect("put in its place");
    running.go_on();
    running.wait_for_pause();
    assert_eq!(
        messages(&world.settle()),
        [STARTED, "Start test-drive"],
        "nothing is started"
    );
    assert_eq!(world.waiting_messages(), ["Start evaluate"], "and nothing lost");
    running.finish().quiet();
    world.settle();
    assert!(!world.beside().join("ran").exists(), "a stranger was started");
    world.program(ANNOTATED).run().quiet();
    assert_eq!(
        messages(&world.settle()),
        [STARTED, "Start test-drive", "Start evaluate", STARTED]
    );
}
