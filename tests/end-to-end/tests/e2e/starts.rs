//! However many programs start at once: the user's code runs once for each start, and every start
//! arrives.

use crate::STARTED;
use end_to_end::{World, messages, sessions};
use std::fs;

const COUNTED: &str = env!("CARGO_BIN_EXE_counted");

/// Starts so many at once, in one home after the other: first starts, and one more for each start
/// that follows.
#[track_caller]
fn starts_at_once(at_once: usize, homes: usize, again: usize, argument: &str, session: &str) {
    for _ in 0..homes {
        let world = World::consenting();
        for round in 1..=again {
            let program = || world.program(COUNTED).args([argument]);
            let running: Vec<_> = (0..at_once).map(|_| program().start()).collect();
            for program in running {
                program.finish();
            }
            world.home.wait_for_uploaders();
            let starts = round * at_once;
            assert_eq!(times_run(&world), starts, "times that the user's code ran");
            assert_eq!(messages(&world.settle()), [STARTED].repeat(starts));
        }
        // Whose end was too late for the last uploader is reported by the next run.
        world.program(COUNTED).run().quiet();
        let mut sessions = sessions(&world.settle());
        sessions.retain(|session| session != "exited 0");
        let crashes = if session == "exited 0" { 0 } else { at_once * again };
        assert_eq!(sessions, [session].repeat(crashes));
    }
}

fn times_run(world: &World) -> usize {
    fs::read_dir(world.beside().join("ran")).map_or(0, Iterator::count)
}

#[test]
fn one() {
    starts_at_once(1, 1, 2, "", "exited 0");
}

#[test]
fn two_at_once() {
    starts_at_once(2, 2, 2, "", "exited 0");
}

#[test]
fn twenty_at_once() {
    starts_at_once(20, 1, 1, "", "exited 0");
}

#[test]
fn that_panic() {
    starts_at_once(1, 1, 1, "panic", "crashed 1");
    starts_at_once(2, 1, 2, "panic", "crashed 1");
}

#[test]
fn that_exit_early() {
    starts_at_once(2, 1, 2, "exit", "exited 0");
}

#[test]
#[ignore = "exhaustive: sixty starts; .ci/run runs it"]
fn often_one_and_two_at_once() {
    starts_at_once(1, 10, 2, "", "exited 0");
    starts_at_once(2, 10, 3, "", "exited 0");
}

#[test]
#[ignore = "exhaustive: takes ten seconds; .ci/run runs it"]
fn often_twenty_at_once() {
    starts_at_once(20, 2, 3, "", "exited 0");
}

#[test]
#[ignore = "exhaustive: takes fifteen seconds; .ci/run runs it"]
fn often_that_panic() {
    starts_at_once(1, 5, 1, "panic", "crashed 1");
    starts_at_once(2, 5, 2, "panic", "crashed 1");
    starts_at_once(20, 1, 2, "panic", "crashed 1");
}

#[test]
#[ignore = "exhaustive: five homes; .ci/run runs it"]
fn often_that_exit_early() {
    starts_at_once(2, 5, 2, "exit", "exited 0");
}
