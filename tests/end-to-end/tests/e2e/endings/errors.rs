//! `main` returns an error, of each type that it may be.

use super::twins;
use end_to_end::{Finished, World, sessions};
use receiver::Received;
use serde_json::Value;

const TYPES: &str = env!("CARGO_BIN_EXE_end_types");
const TYPES_BARE: &str = env!("CARGO_BIN_EXE_end_types_bare");

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
        [link("alloc::string::String", "\"no prices, in plain words\"")]
    );
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
