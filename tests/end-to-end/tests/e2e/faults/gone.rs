//! An uploader whose files are gone, or cannot be read, before it has found out what it is: it
//! ends, and never becomes the program once more.

use super::library::{Who, log, watched};
use end_to_end::{PATIENCE, World};
use std::fs;
use std::time::{Duration, Instant};

const TRACE: &str = env!("CARGO_BIN_EXE_end_trace");

/// As in a program's own tests, each in a temporary home.
#[test]
fn while_it_starts() {
    let world = World::consenting();
    let gate = world.beside().join("gate");
    fs::write(&gate, "").expect("a gate");
    watched(&world, world.program(TRACE))
        .env(Who::Uploader.variable("WAIT"), "stat@uploader.lock")
        .env(Who::Uploader.variable("GATE"), &gate)
        .run()
        .quiet();
    let deadline = Instant::now() + PATIENCE;
    while !log(&world).iter().any(|operation| operation.name == "wait") {
        assert!(Instant::now() < deadline, "no uploader");
        std::thread::sleep(Duration::from_millis(2));
    }
    fs::remove_dir_all(world.data()).expect("its files");
    fs::remove_file(&gate).expect("the gate");
    world.wait_for_uploaders();
    let trace = fs::read_to_string(world.path().join("trace")).expect("a trace");
    assert_eq!(trace.lines().filter(|line| *line == "main").count(), 1, "{trace}");
    assert!(!world.data().exists(), "nor does it make anything");
}
