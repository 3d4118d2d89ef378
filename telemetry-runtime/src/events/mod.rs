//! What can be said about a run. Each function builds one event; the allow-list decides what of it leaves.

pub(crate) mod death;
mod enclosing;
pub(crate) mod error;
pub(crate) mod known;
pub(crate) mod message;
pub(crate) mod panic;
pub(crate) mod sources;
pub(crate) mod traceback;
