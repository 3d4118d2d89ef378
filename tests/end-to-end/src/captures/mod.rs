//! What the programs `end_captures…` capture: the annotated one with `telemetry::capture`, its bare
//! twin not at all.
//!
//! As an action of `body` it reads `capture=io`.

mod odd;
mod places;
mod types;

use crate::body::Failure;

/// Captures that.
pub(crate) fn go(what: &str) -> Result<(), Failure> {
    let mut known = [types::CAPTURES, odd::CAPTURES, places::CAPTURES].into_iter().flatten();
    let (_, go) = known
        .find(|(known, _)| *known == what)
        .ok_or_else(|| Failure::new("no such error"))?;
    go();
    println!("{what} is over");
    Ok(())
}
