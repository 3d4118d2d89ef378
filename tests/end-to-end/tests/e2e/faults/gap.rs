//! A push in the very moment in which an uploader finishes is not left lying: here that moment
//! lasts as long as it takes.

use super::library::{Who, log, watched};
use crate::{ANNOTATED, STARTED};
use end_to_end::{PATIENCE, World, messages, sessions};
use std::fs;
use std::time::{Duration, Instant};

/// How many uploaders were started.
fn uploaders(world: &World) -> usize {
    let log = log(world);
    let first = log
        .iter()
        .filter(|operation| operation.who == Who::Uploader && operation.number == 1);
    first.count()
}

/// Has an uploader stand still before this operation, after that one, while the program runs once
/// more. Gives how many were started by then.
fn push_while_it_stands(world: &World, operation: &str, after: Option<&str>) -> usize {
    let gate = world.beside().join("gate");
    fs::write(&gate, "").expect("a gate");
    let mut program = watched(world, world.program(ANNOTATED))
        .env(Who::Uploader.variable("WAIT"), operation)
        .env(Who::Uploader.variable("GATE"), &gate);
    if let Some(after) = after {
        program = program.env(Who::Uploader.variable("AFTER"), after);
    }
    program.run().quiet();
    let deadline = Instant::now() + PATIENCE;
    while !log(world).iter().any(|operation| operation.name == "wait") {
        assert!(Instant::now() < deadline, "it does not come there");
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(world.receiver.events().len(), 1, "all was sent by then");
    watched(world, world.program(ANNOTATED)).run().quiet();
    let started = uploaders(world);
    fs::remove_file(&gate).expect("the gate");
    started
}

#[track_caller]
fn assert_all_arrived(world: &World) {
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, STARTED], "{received}");
    assert_eq!(sessions(&received), ["exited 0", "exited 0"], "{received}");
    assert!(world.names("outbox").is_empty() && world.names("runs").is_empty());
}

/// Its last look at the outbox is over, and it still has the lock: nobody else can be started.
#[test]
fn between_the_last_look_and_the_unlocking() {
    let world = World::consenting();
    assert_eq!(push_while_it_stands(&world, "unlock@uploader.lock", None), 1);
    assert_all_arrived(&world);
    assert_eq!(uploaders(&world), 1, "it came back itself");
}

/// It has let go of the lock, and looks once more: both see what was pushed, and it is sent once.
#[test]
fn between_the_unlocking_and_the_very_last_look() {
    let world = World::consenting();
    let started = push_while_it_stands(&world, "opendir@telemetry/outbox", Some("unlock"));
    assert!(started <= 2, "{started}");
    assert_all_arrived(&world);
}

/// The very last look is over: it is none of its business any more.
#[test]
fn after_the_very_last_look() {
    let world = World::consenting();
    let last = push_while_it_stands(&world, "readdir@telemetry/runs", Some("unlock"));
    assert!(last <= 2, "{last}");
    assert_all_arrived(&world);
}
