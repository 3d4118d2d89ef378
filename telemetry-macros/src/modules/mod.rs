//! The program's direct dependencies, with the versions that are really compiled in.
//!
//! A macro runs inside the compiler, whose arguments name the file of every direct dependency (`--extern name=…`).
//! Beside each lies its dep-info, which names the sources it was made of; above those stands the package's own
//! manifest. So the answer holds for the features, target and lock file of this very build, which `Cargo.toml` alone
//! does not tell. What is not certain is left out: a package missing here costs nothing, a wrong version misleads.

mod dep_info;
mod externs;
mod manifest;

use crate::compiler::Arguments;
use externs::Extern;
use std::fs;
use std::path::Path;

/// A package that is compiled in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Module {
    /// As published, whatever the program calls it.
    pub(crate) name: String,
    pub(crate) version: String,
}

/// The dependencies of the crate in which the macro is expanded: none in an editor, which passes no such arguments.
pub(crate) fn compiled_in(arguments: &Arguments) -> Vec<Module> {
    let mut modules = of_arguments(arguments);
    // A program of several crates is given its own library like any other; but it is no dependency.
    let own = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    modules.retain(|module| module.name != own);
    modules
}

// Input:  --extern anyhow=/target/debug/deps/libanyhow-0123.rmeta
// Output: [("anyhow", "1.0.104")]
fn of_arguments(arguments: &Arguments) -> Vec<Module> {
    let mut modules: Vec<Module> = externs::of_arguments(arguments).iter().filter_map(module).collect();
    modules.sort();
    modules.dedup();
    modules
}

fn module(library: &Extern) -> Option<Module> {
    let dep_info = fs::read_to_string(&library.dep_info).ok()?;
    let root = dep_info::root_source(&dep_info)?;
    // As relative as cargo gave it to the compiler, from the directory in which cargo runs this compiler too.
    let folder = Path::new(".")
        .join(root)
        .ancestors()
        .skip(1)
        .find(|folder| folder.join("Cargo.toml").is_file())?
        .to_owned();
    let manifest = manifest::read(&folder)?;
    // The nearest manifest may be a stranger's, if a package keeps its sources outside its folder.
    (manifest.library == library.name).then_some(manifest.module)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
