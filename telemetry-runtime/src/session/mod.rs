//! From the journal of a run that is over to its session, and to the events that it could not send.

pub(crate) mod classify;
#[cfg(unix)]
mod liveness;
pub(crate) mod recover;
