//! What people use starts an uploader every ten minutes at most, unless something is urgent.

use super::{NEXT_RELEASE, time_goes_by};
use end_to_end::World;
use std::fs::File;
use std::time::{Duration, SystemTime};

/// A world whose user has a server that is not of this machine; the way there is a proxy that does
/// not exist. Nothing waits for it.
fn world() -> World {
    let world = World::consenting();
    world.write_config("telemetry:\n  collect: true\n  dsn: https://key@telemetry.example/1\n");
    world
}

/// Runs the program, and tells whether it started an uploader.
fn starts_one(world: &World, actions: &[&str]) -> bool {
    let lock = world.telemetry("uploader.lock");
    // Each start is written there.
    let last = || std::fs::metadata(&lock).and_then(|lock| lock.modified()).ok();
    let before = last();
    let program = world.home.program(NEXT_RELEASE.as_path()).args(actions);
    program.env("HTTPS_PROXY", "http://127.0.0.1:9").run();
    world.home.wait_for_uploaders();
    // It could not reach the server. That is not why the next one does not start.
    if world.telemetry("state.json").exists() {
        time_goes_by(world);
    }
    last() != before
}

/// The last uploader was started so long ago.
fn started(world: &World, ago: Duration) {
    let lock = File::options()
        .write(true)
        .open(world.telemetry("uploader.lock"))
        .expect("a lock");
    lock.set_modified(SystemTime::now() - ago).expect("another time");
}

#[test]
fn one_is_started_every_ten_minutes() {
    let world = world();
    assert!(starts_one(&world, &[]), "the first time");
    for _ in 0..2 {
        assert!(!starts_one(&world, &["evaluate"]));
    }
    started(&world, Duration::from_secs(9 * 60));
    assert!(!starts_one(&world, &[]));
    started(&world, Duration::from_secs(11 * 60));
    assert!(starts_one(&world, &[]));
    assert!(!starts_one(&world, &[]));
    assert_eq!(world.receiver.connections(), 0);
}

#[test]
fn a_panic_does_not_wait_for_that() {
    let world = world();
    assert!(starts_one(&world, &[]));
    assert!(!starts_one(&world, &[]));
    assert!(starts_one(&world, &["panic=no prices"]));
    assert!(!starts_one(&world, &[]));
}
