//! `flush`: delivery in the foreground.

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages};
use receiver::{Behaviour, refused_dsn};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A user whose programs start no uploader, so that what `flush` does is its own.
fn consenting() -> World {
    let world = World::new();
    world.write_config("telemetry:\n  collect: true\n  delivery: inline\n");
    world
}

#[test]
fn everything_has_arrived_when_it_returns() {
    let world = consenting();
    let mut running = world.program(ANNOTATED).args(["evaluate", "flush", "pause"]).start();
    running.wait_for_pause();
    assert_eq!(messages(&world.receiver.so_far()), [STARTED, "Start evaluate"]);
    assert!(world.names("outbox").is_empty());
    let finished = running.finish().quiet();
    assert!(
        finished
            .stdout
            .contains("\nDone { sent: 2, discarded: 0, queued: 0, failures: [] }\n"),
        "{finished:?}"
    );
    world.settle();
}

#[test]
fn what_happened_first_is_sent_first() {
    let world = consenting();
    // Often within one millisecond.
    for _ in 0..10 {
        world
            .program(ANNOTATED)
            .args(["evaluate", "test-drive", "flush"])
            .run()
            .quiet();
    }
    let received = world.settle();
    let times: Vec<f64> = received
        .events()
        .iter()
        .map(|event| event["timestamp"].as_f64().expect("a time"))
        .collect();
    assert_eq!(times.len(), 30);
    assert!(times.is_sorted(), "{times:?}\n{received}");
}

#[test]
fn it_waits_for_an_uploader_that_is_at_work() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(["evaluate", "flush", "pause"]).start();
    running.wait_for_pause();
    // Whoever it was that sent them.
    assert_eq!(messages(&world.receiver.so_far()), [STARTED, "Start evaluate"]);
    running.finish().quiet();
    world.settle();
}

#[test]
fn what_the_server_refuses_is_told() {
    let world = consenting();
    world.receiver.behave(Behaviour::status(400));
    let finished = world.program(ANNOTATED).args(["flush"]).run().quiet();
    assert_eq!(
        finished.stdout,
        "Done { sent: 0, discarded: 1, queued: 0, failures: [\"the server refused it with status 400\"] }\n"
    );
}

#[test]
fn a_server_that_cannot_be_reached_is_told() {
    let world = consenting();
    let finished = world
        .program(ANNOTATED)
        .args(["flush"])
        .dsn(&refused_dsn())
        .run()
        .quiet();
    let begins = "Done { sent: 0, discarded: 0, queued: 1, failures: [\"";
    assert!(finished.stdout.starts_with(begins), "{finished:?}");
}

/// A user who asks for it is not told to wait for what the background found out a moment ago.
#[test]
fn a_server_that_is_back_is_tried_at_once() {
    let world = consenting();
    world
        .program(ANNOTATED)
        .args(["flush"])
        .dsn(&refused_dsn())
        .run()
        .quiet();
    let finished = world
        .program(ANNOTATED)
        .args(["flush"])
        .dsn(&refused_dsn())
        .run()
        .quiet();
    assert!(finished.stdout.contains("refused"), "it was tried again: {finished:?}");
}

#[cfg(unix)]
#[test]
fn a_lock_that_cannot_be_had_is_told() {
    let world = consenting();
    let lock = world.telemetry("uploader.lock");
    world.make_directory(&lock);
    world.set_mode(&world.telemetry(""), 0o700);
    let finished = world.program(ANNOTATED).args(["flush"]).run().quiet();
    let expected = format!(
        "Done {{ sent: 0, discarded: 0, queued: 1, failures: [\"{}: Is a directory (os error 21)\"] }}\n",
        lock.display()
    );
    assert_eq!(finished.stdout, expected);
    world.settle();
}

#[test]
fn off_is_off() {
    let home = Home::new();
    assert_eq!(home.program(ANNOTATED).args(["flush"]).run().quiet().stdout, "Off\n");
    home.assert_untouched();
    let world = consenting();
    let program = world.program(ANNOTATED).args(["flush"]).env("DO_NOT_TRACK", "1");
    assert_eq!(program.run().quiet().stdout, "Off\n");
    assert_eq!(world.settle().connections, 0);
}

#[test]
fn a_withdrawal_comes_before_it() {
    let world = consenting();
    let mut running = world.program(ANNOTATED).args(["evaluate", "pause", "flush"]).start();
    running.wait_for_pause();
    world.withdraw();
    running.go_on();
    let finished = running.finish().quiet();
    assert!(finished.stdout.ends_with("Off\n"), "{finished:?}");
    assert_eq!(world.settle().connections, 0);
}

/// What waited for longer than a server would take it.
#[test]
fn what_is_over_the_bounds_is_told() {
    let world = consenting();
    let dsn = refused_dsn();
    let long_ago = SystemTime::now() - Duration::from_secs(31 * 24 * 60 * 60);
    let millis = long_ago.duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    for number in 1..=3 {
        let text = format!("{{\"dsn\":\"{dsn}\"}}\n{{\"type\":\"event\",\"length\":2}}\n{{}}\n");
        let name = format!("1-{millis:013}-m-0123456789abcdef0123456789abcde{number}.envelope");
        world.write(&world.telemetry("outbox").join(name), text);
    }
    #[cfg(unix)]
    for directory in ["outbox", "."] {
        world.set_mode(&world.telemetry(directory), 0o700);
    }
    let program = world.program(ANNOTATED).args(["flush", "status"]).dsn(&dsn);
    let text = program.run().quiet().stdout;
    assert!(
        text.starts_with("Done { sent: 0, discarded: 3, queued: 1, failures: ["),
        "{text}"
    );
    assert!(
        text.contains("\"the outbox was full, or the envelope older than 30 days\""),
        "{text}"
    );
    assert!(
        text.ends_with("\n  dropped        3: the outbox was full or could not be written\n"),
        "{text}"
    );
}
