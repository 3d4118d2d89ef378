//! The journal of a run: what another process needs to report how the run ended.

pub(crate) mod entry;
pub(crate) mod hook_journal;
pub(crate) mod run_journal;
mod run_lock;
