//! An envelope goes where it was meant to go when it was written, or nowhere.

use super::{run_at_once, time_goes_by};
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages, sessions};
use receiver::{Receiver, refused_dsn};

#[test]
fn what_was_meant_for_one_server_never_reaches_another() {
    let world = World::consenting();
    let first = refused_dsn();
    run_at_once(world.home.program(ANNOTATED).dsn(&first));
    world.home.wait_for_uploaders();

    // The program moved to another server. That one hears of the second run only.
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
    assert_eq!(world.waiting_messages(), [STARTED, "Start evaluate"]);

    // The first one comes back, and gets what is its own.
    let back = Receiver::start_at(&first).expect("the port is still free");
    time_goes_by(&world);
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    assert_eq!(
        (messages(&received).len(), sessions(&received).len()),
        (4, 2),
        "{received}"
    );
    let received = back.so_far();
    assert!(received.protocol_errors.is_empty(), "{received}");
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// A session is told to the server that the run was meant for, however much later it is found.
#[test]
fn a_run_that_was_killed_is_told_where_it_was_meant_to() {
    let world = World::consenting();
    let first = Receiver::start();
    let mut running = world.home.program(ANNOTATED).dsn(&first.dsn()).args(["pause"]).start();
    running.wait_for_pause();
    world.home.wait_for_uploaders();
    drop(running);
    run_at_once(world.program(ANNOTATED));
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
    assert_eq!(sessions(&first.so_far()), ["abnormal 0"]);
}
