//! However much and whatever a program throws, it floods nobody, and says no more than its author
//! allowed.

use super::{assert_session, frames, go, panics, told};
use end_to_end::World;

const WITHHELD: &str = env!("CARGO_BIN_EXE_end_withheld");

#[test]
fn one_place_is_told_once() {
    let (finished, received) = go(&["way=silent-hook", "work=often"]);
    assert_eq!(finished.code, Some(0));
    assert_eq!(told(&received), ["fatal work over and over"]);
    let sessions = received.sessions();
    assert_eq!(sessions.len(), 1, "{received}");
    assert_eq!(sessions[0]["status"], "exited");
    assert!(sessions[0]["errors"].as_u64() >= Some(1), "{received}");
}

#[test]
fn ten_places_are_told() {
    let (_, received) = go(&["work=many-places"]);
    assert_eq!(panics(&received).len(), 10, "{received}");
    assert_session(&received, "exited 12");
}

#[test]
fn a_payload_that_is_no_text() {
    let (finished, received) = go(&["work=number"]);
    assert_eq!(finished.code, Some(101));
    assert_eq!(told(&received), ["fatal work a value that is no text"]);
    assert_session(&received, "crashed 1");
}

#[test]
fn ten_megabytes() {
    let (_, received) = go(&["work=megabytes"]);
    let panics = panics(&received);
    let message = panics[0]["exception"]["values"][0]["value"]
        .as_str()
        .expect("a message");
    assert!(
        message.starts_with("much, too much") && message.len() <= 8192,
        "{} bytes",
        message.len()
    );
    assert_session(&received, "crashed 1");
}

/// What becomes of the message of a panic, and of an error, where messages are withheld.
#[track_caller]
fn withheld(action: &str) -> String {
    let world = World::consenting();
    let finished = world.program(WITHHELD).args([action]).run();
    assert_ne!(finished.code, Some(0));
    let events = world.settle().events();
    let value = &events.last().expect("an event")["exception"]["values"][0]["value"];
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn messages_are_withheld() {
    for action in [
        "evaluate=panic=the secret price",
        "evaluate=err=the secret price",
        "panic=the secret price",
    ] {
        let left = withheld(action);
        assert!(
            !left.contains("secret") && !left.contains("price"),
            "{action}: {left:?}"
        );
    }
}

/// It is said that there was one.
#[test]
fn zeros_in_the_message() {
    let (_, received) = go(&["work=zeros"]);
    let told = told(&received);
    assert!(
        told[0].starts_with("fatal work a") && told[0].ends_with('b'),
        "{told:?}"
    );
    assert_session(&received, "crashed 1");
}

/// std's own message needs more stack than ours may take.
#[test]
fn a_small_stack() {
    let (finished, received) = go(&["work=small-stack", "say=end"]);
    assert_eq!(finished.stdout, "it is gone: true\nend\n");
    assert_eq!(told(&received), ["error work in little room"]);
    assert_session(&received, "exited 1");
}

#[test]
fn ten_thousand_frames() {
    let (_, received) = go(&["work=deep"]);
    assert_eq!(told(&received), ["fatal work at the bottom"]);
    let frames = frames(&panics(&received)[0]);
    assert!(!frames.is_empty() && frames.len() <= 250, "{}", frames.len());
    assert_session(&received, "crashed 1");
}

#[test]
fn whatever_is_locked_nothing_waits() {
    let (finished, received) = go(&["work=locked"]);
    assert_eq!(finished.code, Some(101));
    assert_eq!(told(&received), ["fatal work with everything locked"]);
    assert_session(&received, "crashed 1");
}
