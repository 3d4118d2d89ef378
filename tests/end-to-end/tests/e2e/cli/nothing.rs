//! A run that only looks at telemetry, or changes it, records nothing.

use super::telemetry;
use crate::{ANNOTATED, CLI, STARTED};
use end_to_end::{World, messages, sessions};

const ALL: [&[&str]; 10] = [
    &["status"],
    &["status", "--json"],
    &["preview"],
    &["show"],
    &["events"],
    &["flush"],
    &["on"],
    &["off"],
    &["reset-id"],
    &["forget"],
];

#[track_caller]
fn assert_nothing_is_kept(world: &World, words: &[&str]) {
    for directory in ["outbox", "runs", "dropped"] {
        assert_eq!(world.names(directory), [""; 0], "{words:?}: {directory}");
    }
}

#[test]
fn as_the_first_run_with_consent() {
    for words in ALL {
        let world = World::consenting();
        telemetry(&world, words).quiet();
        assert_nothing_is_kept(&world, words);
        assert_eq!(world.settle().connections, 0, "{words:?}");
    }
}

#[test]
fn as_a_later_run() {
    for words in ALL {
        let world = World::consenting();
        world.program(CLI).args(["work"]).run().quiet();
        let before = world.settle();
        telemetry(&world, words).quiet();
        assert_nothing_is_kept(&world, words);
        let after = world.settle();
        assert_eq!(messages(&after), messages(&before), "{words:?}");
        assert_eq!(sessions(&after), sessions(&before), "{words:?}");
    }
}

/// The program takes its time before it knows that it is such a run.
#[test]
fn nor_is_anything_sent_before_the_run_is_known_as_one() {
    for action in ["on", "off"] {
        let world = World::consenting();
        let mut running = world.program(ANNOTATED).args(["pause", action]).start();
        running.wait_for_pause();
        world.home.wait_for_uploaders();
        // The uploader of another run sends what there is by now.
        world.program(ANNOTATED).args(["evaluate"]).run().quiet();
        world.home.wait_for_uploaders();
        assert_eq!(messages(&world.receiver.so_far()), [STARTED, "Start evaluate"]);
        running.go_on();
        running.finish().quiet();
        assert_nothing_is_kept(&world, &[action]);
        let received = world.settle();
        assert_eq!(messages(&received), [STARTED, "Start evaluate"], "{action}");
        assert_eq!(sessions(&received), ["exited 0"], "{action}");
    }
}

#[test]
fn a_run_that_is_killed_before_it_is_known_as_one_is_reported() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(["pause"]).start();
    running.wait_for_pause();
    running.kill();
    running.finish();
    world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["abnormal 0", "exited 0"]);
}

#[test]
fn a_run_that_asks_for_the_status_in_passing_is_recorded() {
    let world = World::consenting();
    world.program(ANNOTATED).args(["status"]).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn a_run_that_did_something_else_before_is_recorded() {
    let world = World::consenting();
    world.program(ANNOTATED).args(["evaluate", "on"]).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn a_preview_of_such_a_run_shows_nothing() {
    let world = World::new();
    let program = world.program(CLI).args(["telemetry", "status"]);
    program.env("E2E_TELEMETRY", "preview").run().quiet();
    let worked = world.program(CLI).args(["work"]).env("E2E_TELEMETRY", "preview").run();
    assert!(worked.stderr.contains(STARTED), "{worked:?}");
}

/// Those who share crashes alone have no start event.
#[test]
fn nor_where_crashes_alone_are_shared() {
    for words in ALL {
        let world = World::new();
        world.write_config("telemetry:\n  collect: crashes\n");
        telemetry(&world, words).quiet();
        assert_nothing_is_kept(&world, words);
        assert_eq!(world.settle().connections, 0, "{words:?}");
    }
}
