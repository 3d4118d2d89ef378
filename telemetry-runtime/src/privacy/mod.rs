//! Decides which fields an event has when it is sent, and what its texts may say.

pub(crate) mod allow_list;
pub(crate) mod fingerprint;
pub(crate) mod scrub;
pub(crate) mod sentry_events;
