//! What a program says it is compiled with is what cargo compiled it with: real builds, in every
//! way that cargo builds.
//!
//! The programs are made here and built offline, from a registry that is made here too. In place of
//! the facade they have `stub`, which prints what the macro found; so the macro is all that must be
//! compiled, once.

mod cargo;
mod case;
mod dependencies;
mod installs;
mod layouts;
mod registry;
mod sources;
mod workspaces;
mod world;
