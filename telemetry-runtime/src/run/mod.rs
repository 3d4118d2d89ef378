//! The current run: its start, what it records, and its end.

mod commands;
mod current;
mod finish;
pub(crate) mod notice;
pub(crate) mod purge;
mod record;
pub(crate) mod start;

pub(crate) use current::{current, may_be_adopted, only_inspects, set};
pub(crate) use record::{Flags, Run};
