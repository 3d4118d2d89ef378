//! `#[telemetry::main(sentry)]`: what the program captures through the `sentry` crate leaves by our
//! door, and only what that lets out.

// Elsewhere, the program full of canaries is compiled and run: `crate::canaries`.
#[cfg(windows)]
mod canaries;
mod events;
mod own;
mod places;

use end_to_end::{Finished, Home, World};
use receiver::{Arrived, Received};

/// Does what `src/sentries` does: `src/bin/end_sentry.rs`.
const SENTRY: &str = env!("CARGO_BIN_EXE_end_sentry");
const SENTRY_BARE: &str = env!("CARGO_BIN_EXE_end_sentry_bare");
const SENTRY_WITHHELD: &str = env!("CARGO_BIN_EXE_end_sentry_withheld");

/// Runs the program and its bare twin, whom nobody could tell apart, and gives what became of it,
/// and what arrived.
#[track_caller]
fn go(arguments: &[&str]) -> (Finished, Received) {
    let world = World::consenting();
    let finished = world.program(SENTRY).args(arguments).run();
    finished.assert_same_as(&Home::new().program(SENTRY_BARE).args(arguments).run());
    (finished, world.settle())
}

/// What arrived besides the events that the run itself makes: in no particular order.
fn told(received: &Received) -> Vec<Arrived> {
    let mut events = received.events();
    events.retain(|event| {
        let first = event["fingerprint"][0].as_str().unwrap_or_default();
        !["telemetry.start", "telemetry.command"].contains(&first)
    });
    events
}
