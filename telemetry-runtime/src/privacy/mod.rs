//! Decides which fields an event has when it is sent, and what its texts may say.

pub(crate) mod allow_list;
mod field;
pub(crate) mod fingerprint;
pub(crate) mod scrub;
#[cfg(feature = "sentry")]
pub(crate) mod sentry_events;
pub(crate) mod table;
pub(crate) mod wire;
