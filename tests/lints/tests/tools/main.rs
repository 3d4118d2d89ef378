//! What compiler, clippy, debugger and editor say and do around the macros: the same as without
//! them.

// Other systems keep their debug information in other formats and files.
#[cfg(target_os = "linux")]
mod breakpoints;
mod clippy;
mod editor;
mod library;
mod marks;
mod messages;
mod panics;
mod programs;
mod twin;
