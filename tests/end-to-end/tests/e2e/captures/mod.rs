//! `telemetry::capture`: the developers learn of an error, and nobody else notices.

mod odd;
mod places;
mod types;

use end_to_end::{Finished, Home, World};
use receiver::{Arrived, Received};

/// Captures the errors of `src/captures`: `src/bin/end_captures.rs`.
pub(crate) const CAPTURES: &str = env!("CARGO_BIN_EXE_end_captures");
const CAPTURES_BARE: &str = env!("CARGO_BIN_EXE_end_captures_bare");

/// Runs the program and its bare twin, whom nobody could tell apart, and gives what became of it,
/// and what arrived.
#[track_caller]
fn go(arguments: &[&str]) -> (Finished, Received) {
    let world = World::consenting();
    let finished = world.program(CAPTURES).args(arguments).run();
    finished.assert_same_as(&Home::new().program(CAPTURES_BARE).args(arguments).run());
    (finished, world.settle())
}

/// The events that `capture` made, in the order in which they arrived.
fn captured(received: &Received) -> Vec<Arrived> {
    let mut events = received.events();
    events.retain(|event| event["exception"]["values"][0]["mechanism"]["type"] == "capture");
    events
}

/// The errors of an event, outermost first: `type: message`.
fn chain(event: &Arrived) -> Vec<String> {
    let values = event["exception"]["values"].as_array().expect("exceptions");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let errors = values.iter().rev();
    errors
        .map(|error| format!("{}: {}", text(&error["type"]), text(&error["value"])))
        .collect()
}

/// The frames of an event, innermost first: `function file:line`, each only where it is known.
fn frames(event: &Arrived) -> Vec<String> {
    let values = event["exception"]["values"].as_array().expect("exceptions");
    let outermost = values.last().expect("an exception");
    let frames = outermost["stacktrace"]["frames"].as_array().expect("frames");
    let shown = frames.iter().rev().map(|frame| {
        let place = frame["filename"].as_str().zip(frame["lineno"].as_u64());
        let place = place.map_or_else(|| "-".to_owned(), |(file, line)| format!("{file}:{line}"));
        let foreign = if frame["in_app"] == true { "" } else { "foreign " };
        format!("{foreign}{} {place}", frame["function"].as_str().unwrap_or("-"))
    });
    shown.collect()
}
