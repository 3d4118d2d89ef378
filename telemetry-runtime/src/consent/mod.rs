//! The user's decision about telemetry, and how to change it.

pub(crate) mod config;
mod decision;
pub(crate) mod destination;
pub(crate) mod edit;
mod environment;
pub(crate) mod rewrite;
pub(crate) mod snapshot;
mod store;

pub(crate) use config::Collect;
pub(crate) use decision::{Decision, decide, deciding_line, overrides};
