//! Withdrawal erases what waits; the silence of the environment erases nothing.

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages, sessions};
use receiver::Behaviour;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::time::Duration;

/// A home with two envelopes, the file of a run that was killed, and a rejected file.
fn with_something_waiting() -> Home {
    let home = Home::consenting();
    let mut running = home.program(ANNOTATED).args(["evaluate", "pause"]).start();
    running.wait_for_pause();
    running.kill();
    running.finish();
    home.write(&home.telemetry("rejected").join("torn.envelope"), "torn");
    home.set_mode(&home.telemetry("rejected"), 0o700);
    assert_eq!(waiting(&home), (2, 1, 1));
    home
}

/// How many files there are in outbox, runs and rejected.
fn waiting(home: &Home) -> (usize, usize, usize) {
    let count = |directory| home.names(directory).len();
    (count("outbox"), count("runs"), count("rejected"))
}

#[test]
fn the_users_file_erases_what_waits() {
    for text in [
        Some("telemetry:\n  collect: false\n"),
        Some("telemetry: {}\n"),
        Some("a: 1\n"),
        Some(""),
        None,
    ] {
        let home = with_something_waiting();
        match text {
            Some(text) => home.write_config(text),
            None => fs::remove_file(home.config()).expect("the file"),
        }
        let id = home.user_id();
        home.program(ANNOTATED).args(["evaluate"]).run().quiet();
        assert_eq!(waiting(&home), (0, 0, 0), "{text:?}");
        assert_eq!(home.user_id(), id, "the id is the user's to delete");
    }
}

/// Who changes `true` to `crashes` takes back the rest, and the id.
#[test]
fn what_is_no_longer_shared_is_erased_too() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Close);
    world.program(ANNOTATED).args(["evaluate", "panic"]).run();
    world.settle();
    assert!(
        world.names("outbox").len() >= 3,
        "start, command, panic: {:?}",
        world.names("outbox")
    );
    world.write_config("telemetry:\n  collect: crashes\n");
    world.receiver.behave(Behaviour::Healthy);
    // Where the server could not be reached a moment ago, it would be tried much later.
    fs::remove_file(world.telemetry("state.json")).expect("the state");
    world.program(ANNOTATED).args(["evaluate", "panic"]).run();
    let received = world.settle();
    assert_eq!(received.events().len(), 1, "{received}");
    assert!(received.events()[0].get("user").is_none(), "{received}");
    assert!(sessions(&received).is_empty(), "{received}");
    assert!(world.names("outbox").is_empty() && world.names("runs").is_empty());
}

#[test]
fn unfinished_files_of_a_dead_writer_are_erased_too() {
    let home = with_something_waiting();
    for directory in ["outbox", "runs"] {
        home.write(&home.telemetry(directory).join(".unfinished.4711-0"), "{\"event_id\":");
    }
    home.withdraw();
    home.program(ANNOTATED).run().quiet();
    assert_eq!(waiting(&home), (0, 0, 0));
}

#[test]
fn what_a_newer_release_left_is_erased_too() {
    let home = with_something_waiting();
    home.write(
        &home.telemetry("outbox").join("2-1764000000000-m-whatever.envelope"),
        "of tomorrow",
    );
    home.write(&home.telemetry("runs").join("of-tomorrow"), "{\"format\":2}\n");
    home.withdraw();
    home.program(ANNOTATED).run().quiet();
    assert_eq!(waiting(&home), (0, 0, 0));
}

#[cfg(unix)]
#[test]
fn nothing_is_erased_through_a_link_or_in_a_directory_of_others() {
    for name in ["telemetry", "telemetry/outbox", "telemetry/rejected", "telemetry/runs"] {
        let home = Home::new();
        let theirs = home.beside().join("documents");
        for directory in ["", "outbox", "rejected", "runs"] {
            home.write(&theirs.join(directory).join("thesis.txt"), "ten years of work");
        }
        let link = home.data().join(name);
        home.make_directory(link.parent().expect("a directory"));
        symlink(&theirs, &link).expect("a link");
        home.program(ANNOTATED).run().quiet();
        for directory in ["", "outbox", "rejected", "runs"] {
            assert!(
                theirs.join(directory).join("thesis.txt").exists(),
                "{directory:?} behind {name}"
            );
        }
    }
    // Somebody else may have put files there, or the links to them.
    let home = with_something_waiting();
    home.withdraw();
    home.set_mode(&home.telemetry(""), 0o777);
    let before = home.files();
    home.program(ANNOTATED).run().quiet();
    assert_eq!(home.files(), before);
}

#[test]
fn the_environment_erases_nothing() {
    for (name, value) in [
        ("DO_NOT_TRACK", "1"),
        ("CI", "true"),
        ("E2E_TELEMETRY", "off"),
        ("E2E_TELEMETRY", "nonsense"),
    ] {
        let home = with_something_waiting();
        let before = home.files();
        home.program(ANNOTATED).args(["evaluate"]).env(name, value).run();
        assert_eq!(home.files(), before, "{name}={value}");
        // Not even where the user's file says no: that run reads nothing.
        home.withdraw();
        home.program(ANNOTATED).args(["evaluate"]).env(name, value).run();
        assert_eq!(home.files(), before, "{name}={value} and a withdrawal");
    }
}

#[test]
fn a_file_that_cannot_be_understood_erases_and_sends_nothing() {
    let home = with_something_waiting();
    let world = World::of(home);
    let before = world.files();
    for text in ["telemetry:\n  collect: maybe\n", "telemetry: [\n"] {
        world.write_config(text);
        world.program(ANNOTATED).args(["evaluate"]).run();
        assert_eq!(world.files(), before, "{text}");
    }
    assert_eq!(world.settle().connections, 0);
}

/// PowerShell 5 writes UTF-16 for `>`. The user changed another setting, and did not say no.
#[test]
fn a_file_in_utf_16_erases_nothing_and_what_waits_is_sent_after_the_fix() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Close);
    world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    world.settle();
    let queued = world.names("outbox");
    assert!(queued.len() >= 2, "start and command: {queued:?}");
    let text = fs::read_to_string(world.config()).expect("the file");
    let utf_16 = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    world.write_config(utf_16.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let finished = world.program(ANNOTATED).args(["evaluate"]).run();
    assert_eq!(finished.stderr.lines().count(), 1, "{finished:?}");
    assert!(finished.stderr.contains("must be saved as UTF-8"), "{finished:?}");
    assert_eq!(world.names("outbox"), queued);
    world.write_config(text);
    world.receiver.behave(Behaviour::Healthy);
    // After a failure, the next attempt would be much later.
    fs::remove_file(world.telemetry("state.json")).expect("the state");
    world.program(ANNOTATED).run().quiet();
    assert_eq!(messages(&world.settle()), [STARTED, "Start evaluate", STARTED]);
}

#[test]
fn consent_to_crashes_records_nothing_more_of_the_rest() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: crashes\n");
    home.program(ANNOTATED)
        .args(["evaluate", "check-in=watching"])
        .run()
        .quiet();
    assert_eq!((home.names("outbox").len(), home.names("runs").len()), (0, 0));
    home.program(ANNOTATED).args(["evaluate=panic=oh no"]).run();
    let envelopes = home.waiting();
    assert_eq!(envelopes.len(), 1);
    let event = &envelopes[0].items_of("event").next().expect("an event").json;
    assert_eq!((event["level"].as_str(), event.get("user")), (Some("fatal"), None));
}

#[test]
fn a_program_that_runs_stops_before_its_next_event() {
    let world = World::consenting();
    let mut running = world
        .program(ANNOTATED)
        .args(["evaluate", "pause", "test-drive", "check-in=watching"])
        .start();
    running.wait_for_pause();
    let before = world.settle();
    assert_eq!(messages(&before), [STARTED, "Start evaluate"]);
    world.withdraw();
    running.go_on();
    running.finish().quiet();
    let after = world.settle();
    assert_eq!(after.deliveries.len(), before.deliveries.len(), "{after}");
    assert_eq!((world.names("outbox").len(), world.names("runs").len()), (0, 0));
}

/// Half of a change, as an editor may save it. What happens meanwhile is not recorded.
#[test]
fn a_program_that_runs_goes_on_when_the_file_is_mended() {
    let world = World::consenting();
    let text = fs::read_to_string(world.config()).expect("the file");
    let mut running = world
        .program(ANNOTATED)
        .args(["pause", "evaluate", "pause", "test-drive"])
        .start();
    running.wait_for_pause();
    world.write_config("telemetry:\n  collect: tru\n");
    running.go_on();
    running.wait_for_pause();
    world.write_config(text);
    running.go_on();
    running.finish().quiet();
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(
        messages(&received),
        [STARTED, "Start test-drive", STARTED],
        "{received}"
    );
    assert_eq!(sessions(&received), ["exited 0", "exited 0"], "{received}");
}

#[test]
fn a_run_that_lives_is_let_be_and_leaves_nothing() {
    let home = Home::consenting();
    let mut running = home.program(ANNOTATED).args(["pause", "evaluate", "reason"]).start();
    running.wait_for_pause();
    home.withdraw();
    home.program(ANNOTATED).run().quiet();
    assert_eq!(waiting(&home), (0, 1, 0), "the file of the run that lives stays");
    running.go_on();
    let finished = running.finish().quiet();
    assert!(finished.stdout.contains("Off(Declined"), "{finished:?}");
    assert_eq!(waiting(&home), (0, 0, 0));
}

#[test]
fn consent_given_again_begins_anew() {
    let world = World::of(with_something_waiting());
    world.withdraw();
    world.program(ANNOTATED).run().quiet();
    world.consent();
    world.program(ANNOTATED).args(["test-drive"]).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start test-drive"]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn an_uploader_at_work_stops_before_the_next_envelope() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Slow(Duration::from_secs(2)));
    world.program(ANNOTATED).args(["evaluate", "test-drive"]).run().quiet();
    // The first envelope is on its way, and its answer takes long enough to change one's mind.
    let connected = world
        .receiver
        .wait_for(|received| received.connections > 0, end_to_end::PATIENCE);
    connected.expect("an uploader");
    world.withdraw();
    // Finds the lock busy: the uploader erases.
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(received.deliveries.len(), 1, "{received}");
    assert_eq!(waiting(&world), (0, 0, 0));
}

#[test]
fn a_home_that_never_consented_is_not_touched() {
    let home = Home::new();
    home.withdraw();
    home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    home.assert_untouched();
}
