//! When no uploader is started: there is nobody who could be asked now.

use crate::ANNOTATED;
use end_to_end::World;
use receiver::{Behaviour, refused_dsn};
use std::time::SystemTime;

/// When an uploader was last started, which is written before it is.
fn last_started(world: &World) -> SystemTime {
    let lock = std::fs::metadata(world.telemetry("uploader.lock")).expect("a lock");
    lock.modified().expect("a time")
}

#[track_caller]
fn assert_none_is_started(world: &World, dsn: &str) {
    world.home.wait_for_uploaders();
    let before = last_started(world);
    for actions in [&["evaluate"][..], &["evaluate=panic=no prices"]] {
        world.home.program(ANNOTATED).dsn(dsn).args(actions).run();
        #[cfg(target_os = "linux")]
        assert!(world.uploaders().is_empty());
        assert_eq!(last_started(world), before);
    }
    let waiting = world.waiting().len();
    assert!(waiting >= 5, "{waiting} wait");
}

#[test]
fn after_a_failure_not_even_a_panic_starts_one() {
    let (world, dsn) = (World::consenting(), refused_dsn());
    world.home.program(ANNOTATED).dsn(&dsn).run().quiet();
    assert_none_is_started(&world, &dsn);
}

#[test]
fn while_the_server_asks_to_wait_either() {
    let world = World::consenting();
    let asks = Behaviour::status_with(429, &[("Retry-After", "60")]);
    world.receiver.behave(asks);
    world.program(ANNOTATED).run().quiet();
    assert_none_is_started(&world, &world.receiver.dsn());
}

/// A program without a server keeps what it has within the bounds of the outbox.
#[test]
fn without_a_server_either() {
    let world = World::consenting();
    world.home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    assert!(!world.telemetry("uploader.lock").exists());
    #[cfg(target_os = "linux")]
    assert!(world.uploaders().is_empty());
}
