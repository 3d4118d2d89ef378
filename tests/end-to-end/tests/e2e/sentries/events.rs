//! What becomes of an event.

use super::{SENTRY_WITHHELD, go, told};
use end_to_end::{World, sessions};
use receiver::Arrived;
use serde_json::json;

/// The one event of that action, and the session.
#[track_caller]
fn one(action: &str) -> (Arrived, Vec<String>) {
    let (finished, received) = go(&[action]);
    finished.quiet();
    let told = told(&received);
    assert_eq!(told.len(), 1, "{received}");
    (told[0].clone(), sessions(&received))
}

#[test]
fn a_message_keeps_its_level_and_is_told_like_all_else() {
    let (event, session) = one("evaluate=message");
    assert_eq!(
        (&event["message"], &event["level"]),
        (&json!("the prices are old"), &json!("warning"))
    );
    assert_eq!(event["tags"], json!({ "command": "evaluate" }));
    // Left to the server.
    assert!(event["fingerprint"].is_null());
    assert_eq!(event["sdk"]["name"], "opt-in-telemetry");
    assert_eq!(event["server_name"], "none");
    assert!(event["user"]["id"].is_string());
    // A warning is no error.
    assert_eq!(session, ["exited 0"]);
}

#[test]
fn an_error_with_its_source() {
    let (event, session) = one("sentry=error");
    let error = |kind: &str, value: &str| json!({ "type": kind, "value": value, "mechanism": { "type": "sentry" } });
    let expected = json!([error("Custom", "no prices"), error("Outer", "cannot evaluate")]);
    assert_eq!(event["exception"]["values"], expected);
    assert_eq!(event["level"], "error");
    assert_eq!(session, ["exited 1"]);
}

#[test]
fn a_traceback() {
    let (event, _) = one("sentry=traceback");
    let frame = |function: &str, file: &str, line: u64, own: bool| json!({ "function": function, "filename": file, "lineno": line, "in_app": own });
    let expected = json!([
        frame("end_sentry::main", "src/main.rs", 3, true),
        frame("serde::de::Error::custom", "serde-1.0.2/src/de.rs", 7, false),
    ]);
    let error = &event["exception"]["values"][0];
    assert_eq!(error["stacktrace"]["frames"], expected);
    assert_eq!(error["type"], "NoPrices");
}

#[test]
fn nothing_but_events() {
    let (_, received) = go(&["sentry=other-items"]);
    assert_eq!(received.events().len(), 1, "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn words_are_withheld() {
    let world = World::consenting();
    world
        .program(SENTRY_WITHHELD)
        .args(["sentry=message", "sentry=error", "sentry=traceback"])
        .run()
        .quiet();
    let received = world.settle();
    let told = told(&received);
    assert_eq!(told.len(), 3, "{received}");
    let all: String = told.iter().map(|event| event.json.to_string()).collect();
    for word in ["prices", "evaluate", "Outer", "NoPrices"] {
        assert!(!all.contains(word), "{word} in {all}");
    }
    assert!(all.contains("end_sentry::main") && all.contains("src/main.rs"), "{all}");
}
