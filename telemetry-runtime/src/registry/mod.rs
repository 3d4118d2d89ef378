//! The program's commands and check-ins, which the linker collects, and the commands that are active.

pub(crate) mod check_in;
pub(crate) mod command;
mod linker_list;
