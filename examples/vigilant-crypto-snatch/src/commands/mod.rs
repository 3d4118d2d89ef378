//! The commands, one a file.

mod evaluate;
mod report;
mod test_drive;
mod watch;

pub(crate) use evaluate::evaluate;
pub(crate) use report::report;
pub(crate) use test_drive::test_drive;
pub(crate) use watch::watch;
