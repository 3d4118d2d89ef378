//! Panics: everyone is told, once, and the program ends or lives as without us.

#[cfg(target_os = "linux")]
mod abort;
mod bounds;
#[cfg(target_os = "linux")]
mod grouping;
mod hooks;
#[cfg(target_os = "linux")]
mod images;
#[cfg(target_os = "linux")]
mod named;
mod places;
#[cfg(target_os = "linux")]
mod stripped;
#[cfg(target_os = "linux")]
mod truncated;

use end_to_end::{Finished, Home, World, sessions};
use receiver::{Arrived, Received};

/// Ends and panics in all ways: `src/bin/end_ways.rs`.
const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
const WAYS_BARE: &str = env!("CARGO_BIN_EXE_end_ways_bare");

/// Runs the program and its bare twin, whom nobody could tell apart, and gives what became of it,
/// and what arrived.
#[track_caller]
fn go(arguments: &[&str]) -> (Finished, Received) {
    let world = World::consenting();
    let finished = world.program(WAYS).args(arguments).run();
    finished.assert_same_as(&Home::new().program(WAYS_BARE).args(arguments).run());
    (finished, world.settle())
}

/// The events of panics.
pub(super) fn panics(received: &Received) -> Vec<Arrived> {
    let mut events = received.events();
    events.retain(|event| event["exception"]["values"][0]["type"] == "panic");
    events
}

/// What is said of a panic in short: its level, its command, its message.
fn told(received: &Received) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    panics(received)
        .iter()
        .map(|event| {
            let message = text(&event["exception"]["values"][0]["value"]);
            format!(
                "{} {} {message}",
                text(&event["level"]),
                text(&event["tags"]["command"])
            )
        })
        .collect()
}

/// The frames of a panic, outermost first.
fn frames(event: &serde_json::Value) -> Vec<serde_json::Value> {
    let frames = &event["exception"]["values"][0]["stacktrace"]["frames"];
    frames.as_array().cloned().unwrap_or_default()
}

/// The functions of those, `-` where there is no name.
fn functions(event: &serde_json::Value) -> Vec<String> {
    let name = |frame: &serde_json::Value| frame["function"].as_str().unwrap_or("-").to_owned();
    frames(event).iter().map(name).collect()
}

fn innermost(event: &serde_json::Value) -> serde_json::Value {
    frames(event).pop().unwrap_or_default()
}

#[track_caller]
fn assert_session(received: &Received, session: &str) {
    assert_eq!(sessions(received), [session]);
}
