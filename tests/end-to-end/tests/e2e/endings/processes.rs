//! A program that splits itself: the run belongs to the process that began it.

use super::{WAYS, WAYS_BARE, twins};
use crate::STARTED;
use end_to_end::{World, messages, sessions};
use std::time::Duration;

#[test]
fn a_forked_child_adds_nothing() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["way=fork"]);
    assert_eq!(
        (finished.code, finished.stdout.as_str()),
        (Some(0), "the child left 3\n")
    );
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED]);
    assert_eq!(received.events().len(), 1, "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn a_run_is_over_although_a_daemon_of_it_lives_on() {
    let world = World::consenting();
    // The daemon lives until this is dropped.
    let (daemon, leash) = std::io::pipe().expect("a pipe");
    let program = world.program(WAYS).args(["way=leave-a-daemon"]);
    let program = program.with(|command| {
        command.stdin(daemon);
    });
    program.run().quiet();
    let received = world
        .receiver
        .wait_for(|received| !received.sessions().is_empty(), Duration::from_secs(5));
    drop(leash);
    assert_eq!(sessions(&received.expect("a session")), ["exited 0"]);
    world.settle();
}
