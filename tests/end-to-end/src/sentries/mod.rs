//! What the programs `end_sentry…` do through the `sentry` crate. As an action of `body` it reads
//! `sentry=message`.

mod events;
mod own;
mod places;

use crate::body::Failure;

pub(crate) use own::init;

/// Does that.
pub(crate) fn go(what: &str) -> Result<(), Failure> {
    let mut known = [events::ACTIONS, own::ACTIONS, places::ACTIONS].into_iter().flatten();
    let (_, go) = known
        .find(|(known, _)| *known == what)
        .ok_or_else(|| Failure::new("no such event"))?;
    go();
    println!("{what} is over");
    Ok(())
}
