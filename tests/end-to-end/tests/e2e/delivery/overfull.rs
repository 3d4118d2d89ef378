//! Where there is room for nothing any more, not even for a run's own file: what is lost is counted
//! all the same.

use super::time_goes_by;
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages, sessions};
use receiver::refused_dsn;
use std::fs;

/// So many files take the room.
fn fill(home: &Home) {
    for directory in ["outbox", "runs"] {
        for number in 0..=1_000 {
            fs::write(home.telemetry(directory).join(format!("stranger-{number}")), "?").expect("a stranger");
        }
    }
}

/// A home without room, and whose program waits for the server, so that no uploader comes by.
fn without_room() -> World {
    let (world, refused) = (World::consenting(), refused_dsn());
    world.home.program(ANNOTATED).dsn(&refused).run().quiet();
    world.home.wait_for_uploaders();
    // What it remembers of a server that could not be reached, it shall remember of its own.
    let state = world.telemetry("state.json");
    let remembered = fs::read_to_string(&state).expect("a state");
    assert!(remembered.contains(&refused), "{remembered}");
    world
        .home
        .write(&state, remembered.replace(&refused, &world.receiver.dsn()));
    for directory in ["outbox", "runs"] {
        for name in world.names(directory) {
            fs::remove_file(world.telemetry(directory).join(name)).expect("a file");
        }
    }
    fill(&world.home);
    world
}

#[test]
fn each_event_and_each_session_is_counted_and_told() {
    let world = without_room();
    // Two events and a session each.
    for _ in 0..3 {
        world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    }
    // A start, a panic, and a session.
    assert_eq!(world.program(ANNOTATED).args(["panic=no prices"]).run().code, Some(101));
    // A session; its start waited for what else the run does, and there is nobody who could tell of
    // the death.
    let mut killed = world.program(ANNOTATED).args(["pause"]).start();
    killed.wait_for_pause();
    killed.kill();
    killed.finish();
    // And the session of the one that is asked, too.
    let status = world.program(ANNOTATED).args(["status"]).run().quiet().stdout;
    assert!(status.contains("  14: the outbox was full"), "{status}");
    assert_eq!(world.receiver.connections(), 0);

    // The first to come by sees to the strangers, and has no room itself.
    time_goes_by(&world);
    world.program(ANNOTATED).run().quiet();
    world.home.wait_for_uploaders();
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED]);
    assert_eq!(sessions(&received), ["exited 0"]);
    assert_eq!(
        (received.discarded_of("error"), received.discarded_of("session")),
        (10, 7)
    );
    // Once.
    world.program(ANNOTATED).run().quiet();
    assert_eq!(world.settle().count_of_discarded(), 17);
}

#[test]
fn who_says_no_has_the_counts_erased_and_a_preview_makes_none() {
    let world = without_room();
    let previewed = world.program(ANNOTATED).env("E2E_TELEMETRY", "preview").run();
    assert_eq!(previewed.code, Some(0));
    assert!(!world.telemetry("dropped").exists());
    world.program(ANNOTATED).run().quiet();
    assert_eq!(world.names("dropped").len(), 1);
    world.home.withdraw();
    world.program(ANNOTATED).run().quiet();
    assert!(world.names("dropped").is_empty());
    assert!(world.names("outbox").is_empty());
}
