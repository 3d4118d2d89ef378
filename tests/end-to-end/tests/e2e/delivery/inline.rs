//! `delivery: inline`: no process is left behind, and the end takes half a second at most.

use super::AT_ONCE;
use crate::{ANNOTATED, INLINE, STARTED};
use end_to_end::{Finished, World, messages, sessions};
use receiver::{Behaviour, Received};

/// Runs the program and gives what had arrived by the time of its end.
#[track_caller]
fn run(world: &World, arguments: &[&str]) -> (Finished, Received) {
    let finished = world.program(INLINE).args(arguments).run();
    let received = world.receiver.so_far();
    assert!(received.protocol_errors.is_empty(), "{received}");
    #[cfg(target_os = "linux")]
    assert!(world.uploaders().is_empty());
    (finished, received)
}

#[test]
fn everything_is_sent_at_the_end() {
    let world = World::consenting();
    let (finished, received) = run(&world, &["evaluate"]);
    finished.quiet();
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
    assert!(world.waiting().is_empty());
}

#[test]
fn nothing_is_started_and_nothing_sent_before() {
    let world = World::consenting();
    let mut running = world.program(INLINE).args(["evaluate", "pause"]).start();
    running.wait_for_pause();
    assert_eq!(world.receiver.connections(), 0);
    #[cfg(target_os = "linux")]
    assert!(super::single::children(running.id()).is_empty());
    running.finish().quiet();
    assert_eq!(world.receiver.connections(), 1);
}

/// On Windows all other threads are gone by then, so that nothing can be sent. The next run does.
#[test]
fn at_an_early_exit_too() {
    let world = World::consenting();
    let (finished, received) = run(&world, &["evaluate=exit=3"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(3), ""));
    let (received, runs) = if cfg!(windows) {
        assert_eq!(received.connections, 0);
        (run(&world, &["evaluate"]).1, 2)
    } else {
        (received, 1)
    };
    assert_eq!(messages(&received), [STARTED, "Start evaluate"].repeat(runs));
    assert_eq!(sessions(&received), ["exited 0"].repeat(runs));
}

#[test]
fn after_a_panic_too() {
    let world = World::consenting();
    let (finished, received) = run(&world, &["evaluate=panic=no prices"]);
    assert_eq!(finished.code, Some(101));
    assert_eq!(received.events().len(), 3, "{received}");
    assert_eq!(sessions(&received), ["crashed 1"]);
}

#[test]
fn a_server_that_never_answers_costs_half_a_second() {
    for (arguments, code, connections) in [(["evaluate"], 0, 1), (["evaluate=exit=3"], 3, usize::from(cfg!(unix)))] {
        let world = World::consenting();
        world.receiver.behave(Behaviour::Hang);
        let (finished, received) = run(&world, &arguments);
        assert_eq!(finished.code, Some(code));
        assert!(finished.took < AT_ONCE, "{finished:?}");
        assert_eq!(received.connections, connections);
        assert_eq!(world.waiting_messages(), [STARTED, "Start evaluate"], "it stays");
    }
}

/// For programs in containers, whose authors did not think of it.
#[test]
fn the_user_may_choose_it() {
    let world = World::consenting();
    world.write_config("telemetry:\n  collect: true\n  delivery: inline\n");
    world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    let received = world.receiver.so_far();
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
    world.settle();
}
