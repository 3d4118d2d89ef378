//! A program from which telemetry was left out compiles as ever, and is as one that never had any:
//! what is in its file, what it does, what the macros say.

mod api;
mod binaries;
mod programs;
mod runs;
