//! The ways in which the programs `end_…` end, panic and are ended. Annotated programs and their
//! bare twins share all of it.
//!
//! As an action of `body` it reads `way=exit-in-a-thread`.

#[cfg(unix)]
mod children;
#[cfg(windows)]
mod console;
#[cfg(unix)]
mod descriptors;
mod endings;
mod faults;
mod panics;
#[cfg(unix)]
mod processes;
#[cfg(unix)]
mod signals;

use crate::body::Failure;

/// Goes that way.
pub(crate) fn go(way: &str) -> Result<(), Failure> {
    let mut known = [
        endings::WAYS,
        faults::WAYS,
        panics::WAYS,
        #[cfg(unix)]
        children::WAYS,
        #[cfg(unix)]
        descriptors::WAYS,
        #[cfg(unix)]
        processes::WAYS,
        #[cfg(unix)]
        signals::WAYS,
        #[cfg(windows)]
        console::WAYS,
    ]
    .into_iter()
    .flatten();
    let (_, go) = known
        .find(|(known, _)| *known == way)
        .ok_or_else(|| Failure::new("no such way"))?;
    go();
    Ok(())
}
