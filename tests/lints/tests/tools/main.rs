//! What compiler, clippy, debugger and editor say and do around the macros: the same as without them.

mod clippy;
mod messages;
