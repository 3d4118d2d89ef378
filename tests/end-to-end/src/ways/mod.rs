//! The ways in which the programs `end_…` end, panic and are ended. Annotated programs and their bare twins share all of it.
//!
//! As an action of `body` it reads `way=exit-in-a-thread`.

mod children;
mod endings;
mod faults;
mod panics;
mod signals;

use crate::body::Failure;

/// Goes that way.
pub(crate) fn go(way: &str) -> Result<(), Failure> {
    let mut known = [children::WAYS, endings::WAYS, faults::WAYS, panics::WAYS, signals::WAYS]
        .into_iter()
        .flatten();
    let (_, go) = known
        .find(|(known, _)| *known == way)
        .ok_or_else(|| Failure::new("no such way"))?;
    go();
    Ok(())
}
