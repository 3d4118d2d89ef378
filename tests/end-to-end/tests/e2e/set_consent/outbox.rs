//! `off` erases what waits; `on` begins with nothing.

use super::{off, on};
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, PATIENCE, World, messages, sessions};
use receiver::Behaviour;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::time::Duration;

/// A home with two envelopes, the file of a run that was killed, a rejected file, and a loss.
fn with_something_waiting() -> Home {
    let home = Home::consenting();
    let mut running = home.program(ANNOTATED).args(["evaluate", "pause"]).start();
    running.wait_for_pause();
    running.kill();
    running.finish();
    for (directory, name) in [("rejected", "torn.envelope"), ("dropped", "1-0123456789abcdef")] {
        home.write(&home.telemetry(directory).join(name), "e");
        home.set_mode(&home.telemetry(directory), 0o700);
    }
    assert_eq!(waiting(&home), [2, 1, 1, 1]);
    home
}

fn waiting(home: &Home) -> [usize; 4] {
    ["outbox", "runs", "rejected", "dropped"].map(|directory| home.names(directory).len())
}

#[test]
fn off_erases_what_waits() {
    let world = World::of(with_something_waiting());
    let id = world.user_id();
    off(&world);
    // The run that was on when `off` was called has left nothing, either.
    assert_eq!(waiting(&world), [0; 4]);
    assert_eq!(world.user_id(), id, "the id is the user's to delete");
    world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    assert_eq!(world.settle().connections, 0);
}

/// The environment silences a run. Who says "off" in it means it for good.
#[test]
fn off_erases_in_a_run_that_the_environment_silences() {
    let home = with_something_waiting();
    home.program(ANNOTATED)
        .args(["off"])
        .env("DO_NOT_TRACK", "1")
        .run()
        .quiet();
    assert_eq!(waiting(&home), [0; 4]);
}

#[test]
fn off_that_is_refused_erases_nothing() {
    let home = with_something_waiting();
    home.write_config("on: &on {collect: true}\ntelemetry: *on\n");
    let before = home.files();
    let program = home.program(ANNOTATED).args(["off"]).env("CI", "1");
    assert!(program.run().stdout.starts_with("Refused {"));
    assert_eq!(home.files(), before);
}

#[test]
fn the_run_that_says_off_records_nothing_more() {
    let world = World::consenting();
    let actions = [
        "evaluate",
        "pause",
        "off",
        "test-drive",
        "check-in=watching",
        "reason",
        "panic",
    ];
    let mut running = world.program(ANNOTATED).args(actions).start();
    running.wait_for_pause();
    let before = world.settle();
    assert_eq!(messages(&before), [STARTED, "Start evaluate"]);
    running.go_on();
    let finished = running.finish();
    assert!(finished.stdout.contains("Off(Declined("), "{finished:?}");
    assert_eq!(world.settle().deliveries.len(), before.deliveries.len());
    assert_eq!(waiting(&world), [0; 4]);
}

#[test]
fn on_sends_nothing_of_what_was_recorded_before() {
    for text in ["telemetry:\n  collect: false\n", "telemetry:\n", "", "a: 1\n"] {
        let world = World::of(with_something_waiting());
        world.write_config(text);
        // The program is not started in between, and so has erased nothing.
        let mut running = world
            .program(ANNOTATED)
            .args(["evaluate", "on", "evaluate"])
            .env("CI", "1")
            .start();
        running.wait_for_line("evaluate ends");
        running.finish().quiet();
        assert_eq!(waiting(&world), [0; 4], "{text:?}");
        world.program(ANNOTATED).args(["test-drive"]).run().quiet();
        let received = world.settle();
        assert_eq!(messages(&received), [STARTED, "Start test-drive"], "{text:?}");
        assert_eq!(sessions(&received), ["exited 0"], "{text:?}");
    }
}

/// A watcher that was on when the user said no, did not hear of it, and lives on when they say yes
/// again.
#[test]
fn on_sends_nothing_of_a_run_that_did_not_hear_of_a_withdrawal() {
    let world = World::consenting();
    let mut watcher = world.program(ANNOTATED).args(["evaluate", "pause"]).start();
    watcher.wait_for_pause();
    let before = world.settle();
    world.withdraw();
    let stdout = world
        .program(ANNOTATED)
        .args(["on"])
        .env("CI", "1")
        .run()
        .quiet()
        .stdout;
    assert!(stdout.contains("  your choice    on, in "), "{stdout}");
    watcher.go_on();
    watcher.finish().quiet();
    let received = world.settle();
    assert_eq!(received.deliveries.len(), before.deliveries.len(), "{received}");
    assert_eq!(waiting(&world), [0; 4]);
}

#[test]
fn on_in_a_run_that_did_not_hear_of_a_withdrawal_ends_it() {
    let world = World::consenting();
    let mut running = world
        .program(ANNOTATED)
        .args(["evaluate", "pause", "on", "test-drive"])
        .start();
    running.wait_for_pause();
    let before = world.settle();
    world.withdraw();
    running.go_on();
    running.finish().quiet();
    assert_eq!(world.settle().deliveries.len(), before.deliveries.len());
    assert_eq!(waiting(&world), [0; 4]);
}

#[test]
fn on_where_it_is_on_already_keeps_what_waits() {
    for text in ["telemetry:\n  collect: true\n", "telemetry:\n  collect: crashes\n"] {
        let home = with_something_waiting();
        home.write_config(text);
        home.program(ANNOTATED).args(["on"]).env("CI", "1").run().quiet();
        assert_eq!(waiting(&home), [2, 1, 1, 1]);
    }
}

#[test]
fn on_waits_for_an_uploader_that_did_not_hear_of_a_withdrawal() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Slow(Duration::from_secs(2)));
    world.program(ANNOTATED).args(["evaluate", "test-drive"]).run().quiet();
    let connected = world.receiver.wait_for(|received| received.connections > 0, PATIENCE);
    connected.expect("an uploader");
    world.withdraw();
    let stdout = world.program(ANNOTATED).args(["on"]).run().quiet().stdout;
    assert!(stdout.starts_with("Telemetry is on: "), "{stdout}");
    assert_eq!(waiting(&world), [0; 4]);
    // The one that was on its way, and nothing else.
    assert_eq!(world.settle().deliveries.len(), 1);
}

#[cfg(unix)]
#[test]
fn on_does_not_go_on_where_something_cannot_be_erased() {
    let home = with_something_waiting();
    home.withdraw();
    home.set_mode(&home.telemetry("outbox"), 0o777);
    let said = on(&home);
    let outbox = home.telemetry("outbox");
    assert_eq!(said, format!("{}: the queue cannot be deleted\n", outbox.display()));
    assert_eq!(super::text(&home), "telemetry:\n  collect: false\n");
}

#[cfg(unix)]
#[test]
fn on_erases_nothing_through_a_link() {
    for name in ["telemetry", "telemetry/runs"] {
        let home = Home::new();
        let theirs = home.beside().join("documents");
        for directory in ["", "runs", "outbox"] {
            home.write(&theirs.join(directory).join("thesis.txt"), "ten years of work");
        }
        let link = home.data().join(name);
        home.make_directory(link.parent().expect("a directory"));
        symlink(&theirs, &link).expect("a link");
        assert!(on(&home).contains("the queue cannot be deleted"));
        for directory in ["", "runs", "outbox"] {
            assert!(
                theirs.join(directory).join("thesis.txt").exists(),
                "{directory:?}, {name}"
            );
        }
        assert!(!home.config().exists());
    }
}
