//! The whole of each event, session and client report: these keys and values, and no others.

use super::WAYS;
use super::expected::{environment, whole};
use crate::{ANNOTATED, STARTED};
use end_to_end::World;
use serde_json::{Value, json};

/// What makes an event one of its kind.
fn message(text: &str, fingerprint: &[&str]) -> Value {
    json!({ "level": "info", "message": text, "fingerprint": fingerprint })
}

#[test]
fn a_start() {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    let events = world.settle().events();
    assert_eq!(events.len(), 1);
    assert_eq!(
        events[0].json,
        whole(&world, &events[0], &message(STARTED, &["telemetry.start"]))
    );
}

#[test]
fn the_envelope_says_where_to_and_when() {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    let event = &received.events()[0];
    let mut header = event.envelope.clone();
    // That it is the time of sending is checked by the receiver, as for all.
    assert!(header["sent_at"].take().is_string());
    assert_eq!(
        header,
        json!({ "event_id": event["event_id"], "dsn": world.receiver.dsn(), "sent_at": null })
    );
    let session = &received.sessions()[0];
    let mut header = session.envelope.clone();
    assert!(header["sent_at"].take().is_string());
    assert_eq!(header, json!({ "dsn": world.receiver.dsn(), "sent_at": null }));
}

#[test]
fn a_command() {
    let world = World::consenting();
    let finished = world.program(ANNOTATED).args(["test-drive"]).run().quiet();
    assert_eq!(finished.stdout, "test-drive begins\ntest-drive ends\n");
    let events = world.settle().events();
    let mut own = message("Start test-drive", &["telemetry.command", "test-drive"]);
    own["tags"] = json!({ "command": "test-drive" });
    assert_eq!(events[1].json, whole(&world, &events[1], &own));
}

#[test]
fn a_check_in() {
    let world = World::consenting();
    world.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    let events = world.settle().events();
    let own = message("Check-in watching", &["telemetry.check_in", "watching"]);
    assert_eq!(events[1].json, whole(&world, &events[1], &own));
}

#[test]
fn a_panic() {
    let world = World::consenting();
    world.program(WAYS).args(["work=index"]).run();
    let events = world.settle().events();
    let event = &events[2];
    let mut exception = event["exception"]["values"][0].clone();
    let frames = exception["stacktrace"]["frames"].take();
    assert_eq!(
        exception,
        json!({
            "type": "panic",
            "value": "index out of bounds: the len is 3 but the index is 7",
            "mechanism": { "type": "panic", "handled": false },
            "stacktrace": { "frames": null },
        })
    );
    assert!(frames.as_array().is_some_and(|frames| frames.len() >= 2), "{frames}");
    // Its file and its column, what std always says, and the annotated function.
    let said = "index out of bounds the len is but the index is";
    let fingerprint = json!(["telemetry.panic", "src/ways/panics.rs:5", said, "end_ways::work"]);
    let own = json!({
        "level": "fatal",
        "fingerprint": fingerprint,
        "tags": { "command": "work" },
        "exception": event["exception"],
    });
    assert_eq!(event.json, whole(&world, event, &own));
}

#[test]
fn an_error_of_main() {
    let world = World::consenting();
    world.program(ANNOTATED).args(["chain=cannot evaluate/no prices"]).run();
    let events = world.settle().events();
    let event = &events[1];
    let mechanism = json!({ "type": "main", "handled": true });
    let values = json!([
        { "type": "Error", "value": "no prices", "mechanism": mechanism },
        { "type": "annotated::body::failure::Failure", "value": "cannot evaluate", "mechanism": mechanism },
    ]);
    assert_eq!(event["exception"]["values"], values);
    let fingerprint = event["fingerprint"].as_array().expect("a fingerprint");
    assert_eq!(fingerprint[0], "telemetry.error");
    let own = json!({ "level": "error", "fingerprint": fingerprint, "exception": event["exception"] });
    assert_eq!(event.json, whole(&world, event, &own));
}

#[test]
fn a_session() {
    let world = World::consenting();
    world.program(ANNOTATED).args(["sleep=20"]).run().quiet();
    let sessions = world.settle().sessions();
    assert_eq!(sessions.len(), 1);
    let session = &sessions[0];
    let duration = session["duration"].as_f64().expect("a duration");
    assert!((0.02..20.0).contains(&duration), "{duration}");
    assert_eq!(
        session.json,
        json!({
            "sid": session["sid"],
            "did": world.user_id(),
            "init": true,
            "started": session["started"],
            "timestamp": session["timestamp"],
            "duration": duration,
            "status": "exited",
            "errors": 0,
            "attrs": { "release": "end-to-end@0.1.0", "environment": environment() },
        })
    );
}

#[test]
fn what_each_event_says_of_its_time_and_id_is_its_own() {
    let world = World::consenting();
    world.program(ANNOTATED).args(["evaluate", "test-drive"]).run().quiet();
    let events = world.settle().events();
    let mut ids: Vec<_> = events.iter().map(|event| event["event_id"].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    let times: Vec<_> = events.iter().map(|event| event["timestamp"].as_f64()).collect();
    assert!(times.is_sorted(), "{times:?}");
}
