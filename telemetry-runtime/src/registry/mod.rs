//! The program's commands and check-ins, which the linker collects, and the active commands.

pub(crate) mod check_in;
pub(crate) mod command;
mod linker_list;
