//! The preview shows everything, and makes and sends nothing.

use crate::{ANNOTATED, BARE, STARTED};
use end_to_end::{Finished, World};
use serde_json::Value;

/// Runs a preview, asserts that nothing came of it, and gives what the program printed.
#[track_caller]
fn preview(world: &World, actions: &[&str]) -> Finished {
    let before = world.files();
    let finished = world
        .program(ANNOTATED)
        .args(actions)
        .env("E2E_TELEMETRY", "preview")
        .run();
    assert_eq!(world.files(), before, "no file is made");
    assert_eq!(world.settle().connections, 0, "nothing is sent");
    finished
}

/// The payloads on stderr, which has nothing else.
#[track_caller]
fn payloads(stderr: &str) -> Vec<Value> {
    let payloads = serde_json::Deserializer::from_str(stderr).into_iter();
    payloads
        .map(|payload| payload.unwrap_or_else(|error| panic!("{error} in {stderr}")))
        .collect()
}

#[test]
fn every_payload_is_shown_as_it_would_be_sent() {
    let world = World::new();
    let finished = preview(&world, &["evaluate", "check-in=watching"]);
    let shown = payloads(&finished.stderr);
    let [started, command, check_in, session] = &shown[..] else {
        panic!("{}", finished.stderr);
    };
    assert_eq!(started["message"], STARTED);
    assert_eq!(command["message"], "Start evaluate");
    assert_eq!(check_in["message"], "Check-in watching");
    assert_eq!((&session["status"], &session["init"]), (&"exited".into(), &true.into()));
    for event in [started, command, check_in] {
        assert_eq!(event["user"]["id"], "0".repeat(32));
    }
    assert_eq!(session["did"], "0".repeat(32));
    assert!(finished.stderr.contains("\n  \"message\": "), "for people to read");
    // The very same fields arrive when it is sent.
    world.consent();
    world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    let received = world.settle();
    let keys = |event: &Value| {
        event
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let arrived = received.events();
    let start = arrived
        .iter()
        .find(|event| event["message"] == STARTED)
        .expect("a start");
    assert_eq!(keys(start), keys(started));
    assert_eq!(keys(&start["contexts"]), keys(&started["contexts"]));
}

#[test]
fn the_program_does_what_it_does() {
    let world = World::new();
    for end in ["exit=3", "err=no such coin", "say=done"] {
        let previewed = preview(&world, &["evaluate", end]);
        let bare = world.program(BARE).args(["evaluate", end]).run();
        assert_eq!((previewed.code, &previewed.stdout), (bare.code, &bare.stdout));
    }
}

#[test]
fn it_needs_no_consent_and_uses_no_user_id() {
    let world = World::consenting();
    world.write(&world.user_id_file(), "\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"");
    let with_consent = preview(&world, &["evaluate"]);
    assert!(!with_consent.stderr.contains("c9d0fb05"));
    assert_eq!(payloads(&with_consent.stderr).len(), 3);
    world.withdraw();
    assert_eq!(payloads(&preview(&world, &["evaluate"]).stderr).len(), 3);
    assert_eq!(payloads(&preview(&World::new(), &["evaluate"]).stderr).len(), 3);
}

#[test]
fn what_waits_stays() {
    let world = World::new();
    world.consent();
    world.home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    world.home.wait_for_uploaders();
    assert!(!world.names("outbox").is_empty());
    preview(&world, &["evaluate"]);
    world.withdraw();
    preview(&world, &["evaluate"]);
}

#[test]
fn it_is_case_insensitive() {
    let world = World::new();
    let program = world.program(ANNOTATED).env("E2E_TELEMETRY", "PREVIEW");
    assert_eq!(payloads(&program.run().stderr).len(), 2);
    world.assert_untouched();
}

#[test]
fn a_panic_is_shown_after_its_message() {
    let world = World::new();
    let finished = preview(&world, &["evaluate=panic=oh no"]);
    assert_eq!(finished.code, Some(101));
    let message = finished
        .stderr
        .find("oh no\nnote: run with")
        .expect("the program's own words");
    let (before, _) = finished.stderr.split_at(message);
    assert!(!before.contains("\"exception\""));
    let event = finished.stderr.find("\"exception\"").expect("the event");
    assert!(message < event);
}

#[test]
fn consent_to_crashes_shows_crashes() {
    let world = World::new();
    world.write_config("telemetry:\n  collect: crashes\n");
    assert_eq!(preview(&world, &["evaluate", "check-in=watching"]).stderr, "");
    let finished = preview(&world, &["panic=oh no"]);
    assert!(finished.stderr.contains("\"exception\""));
    assert!(!finished.stderr.contains("\"user\"") && !finished.stderr.contains("\"did\""));
}

#[test]
fn whatever_says_no_comes_first() {
    let world = World::consenting();
    for (name, value) in [("DO_NOT_TRACK", "1"), ("CI", "true")] {
        let program = world
            .program(ANNOTATED)
            .env("E2E_TELEMETRY", "preview")
            .env(name, value);
        program.args(["evaluate"]).run().quiet();
    }
}
