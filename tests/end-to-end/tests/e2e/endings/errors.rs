//! `main` returns an error, of each type that it may be.

use super::twins;
use crate::captures::CAPTURES;
use end_to_end::{Finished, World, sessions};
use receiver::Received;
use serde_json::Value;

const TYPES: &str = env!("CARGO_BIN_EXE_end_types");
const TYPES_BARE: &str = env!("CARGO_BIN_EXE_end_types_bare");

const CAPTURED_ONLY: &str = env!("CARGO_BIN_EXE_end_captured_only");

/// What becomes of an error of this type: seen by the user, and by the developers.
#[track_caller]
fn returned(kind: &str) -> (Finished, Received) {
    let world = World::consenting();
    let finished = twins(&world, (TYPES, TYPES_BARE), &[kind]);
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), "reading\n"));
    let received = world.settle();
    assert_eq!(sessions(&received), ["exited 1"]);
    (finished, received)
}

/// The type and message of each exception, the cause first, as the server wants it.
#[track_caller]
fn chain(received: &Received) -> Vec<(String, String)> {
    let events = received.events();
    let [_, event] = events.as_slice() else {
        panic!("{received}")
    };
    assert_eq!(event["level"], "error");
    let values = event["exception"]["values"].as_array().expect("exceptions");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    values
        .iter()
        .map(|exception| (text(&exception["type"]), text(&exception["value"])))
        .collect()
}

fn link(kind: &str, message: &str) -> (String, String) {
    (kind.to_owned(), message.to_owned())
}

#[test]
fn an_io_error() {
    let (finished, received) = returned("io");
    assert!(
        finished.stderr.starts_with("Error: Custom { kind: NotFound"),
        "{finished:?}"
    );
    assert_eq!(chain(&received), [link("std::io::error::Error", "no prices")]);
}

#[test]
fn a_chain_of_anyhow() {
    let (finished, received) = returned("anyhow");
    assert!(finished.stderr.contains("Caused by:"), "{finished:?}");
    let expected = [
        link("Error", "no prices"),
        link("Error", "cannot read day 17"),
        link("anyhow::Error", "cannot evaluate"),
    ];
    assert_eq!(chain(&received), expected);
}

#[test]
fn a_boxed_error() {
    let (_, received) = returned("boxed");
    let chain = chain(&received);
    assert_eq!((chain.len(), chain[0].1.as_str()), (1, "no prices in the box"));
    assert!(chain[0].0.contains("dyn core::error::Error"), "{chain:?}");
}

#[test]
fn a_text() {
    let (_, received) = returned("text");
    assert_eq!(
        chain(&received),
        [link("alloc::string::String", "no prices, in plain words")]
    );
}

/// std prints all fields of what is no error; the developers learn its type alone.
#[test]
fn a_type_that_is_no_error() {
    let (finished, received) = returned("fields");
    assert_eq!(finished.stderr, "Error: Login { user: \"jane\" }\n");
    let chain = chain(&received);
    assert!(chain[0].0.ends_with("::Login"), "{chain:?}");
    assert_eq!(
        chain[0].1,
        "an error that does not implement `Error`, of which only the type is sent"
    );
}

/// With `errors = "captured"`, an error that `main` returns is no event, and the session does not
/// count it.
#[test]
fn which_errors_are_events() {
    for (program, expected, session) in [
        (CAPTURES, &["no prices", "no such error"][..], "exited 2"),
        (CAPTURED_ONLY, &["no prices"][..], "exited 1"),
    ] {
        let world = World::consenting();
        let finished = world.program(program).args(["capture=io", "capture=nothing"]).run();
        assert_eq!(finished.code, Some(1), "{finished:?}");
        let received = world.settle();
        let mut errors = received.events();
        errors.retain(|event| event["level"] == "error");
        let texts = errors
            .iter()
            .map(|event| event["exception"]["values"][0]["value"].as_str());
        assert_eq!(texts.map(|text| text.expect("a text")).collect::<Vec<_>>(), expected);
        assert_eq!(sessions(&received), [session]);
    }
}

/// std never displays the error, and neither the user nor the exit code must notice that we tried.
#[test]
fn an_error_that_panics_when_it_is_displayed() {
    let (finished, received) = returned("unprintable");
    assert_eq!(finished.stderr, "Error: Unprintable\n");
    let chain = chain(&received);
    assert_eq!(
        (chain.len(), chain[0].1.as_str()),
        (1, "an error that panics when it is displayed")
    );
    assert!(chain[0].0.ends_with("::Unprintable"), "{chain:?}");
}
