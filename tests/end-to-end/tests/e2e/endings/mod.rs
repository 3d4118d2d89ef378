//! Endings: how a run ends, and that nobody could tell the difference.

mod asked;
mod early;
mod errors;
mod faults;
mod processes;

use end_to_end::{Finished, Home, World};

/// Ends and panics in all ways: `src/bin/end_ways.rs`.
const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
const WAYS_BARE: &str = env!("CARGO_BIN_EXE_end_ways_bare");

/// Runs both twins, and asserts that nobody could tell which is which.
#[track_caller]
fn twins(world: &World, (annotated, bare): (&str, &str), arguments: &[&str]) -> Finished {
    let finished = world.program(annotated).args(arguments).run();
    finished.assert_same_as(&Home::new().program(bare).args(arguments).run());
    finished
}
