//! The program's direct dependencies, with the versions that are really compiled in.
//!
//! A macro runs inside the compiler, whose arguments name the file of every direct dependency
//! (`--extern name=…`). Beside each lies its dep-info, which names the sources it was made of;
//! above those stands the package's own manifest. So the answer holds for the features, target and
//! lock file of this very build, unlike `Cargo.toml` alone. An uncertain package is omitted: a
//! missing one costs nothing, a wrong version misleads.

mod compiled_in;
mod dep_info;
mod externs;
mod manifest;
mod module;
mod own;
mod toml;
mod workspace;

pub(crate) use compiled_in::{CompiledIn, compiled_in};
pub(crate) use module::Module;
