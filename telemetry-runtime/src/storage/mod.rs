//! The files in the data directory.

pub(crate) mod drop_counts;
pub(crate) mod journal;
pub(crate) mod outbox;
pub(crate) mod paths;
pub(crate) mod user_id;
