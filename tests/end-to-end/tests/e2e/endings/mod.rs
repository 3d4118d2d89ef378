//! Endings: how a run ends, and that nobody could tell the difference.

#[cfg(unix)]
mod asked;
#[cfg(target_os = "linux")]
mod daemons;
#[cfg(unix)]
mod descriptors;
#[cfg(unix)]
mod early;
mod errors;
#[cfg(unix)]
mod faults;
#[cfg(unix)]
mod limits;
#[cfg(unix)]
mod processes;

use end_to_end::{Finished, Home, World};

/// Ends and panics in all ways: `src/bin/end_ways.rs`.
pub(crate) const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
pub(crate) const WAYS_BARE: &str = env!("CARGO_BIN_EXE_end_ways_bare");

/// Runs both twins, and asserts that nobody could tell which is which.
#[track_caller]
pub(crate) fn twins(world: &World, (annotated, bare): (&str, &str), arguments: &[&str]) -> Finished {
    let finished = world.program(annotated).args(arguments).run();
    finished.assert_same_as(&Home::new().program(bare).args(arguments).run());
    finished
}
