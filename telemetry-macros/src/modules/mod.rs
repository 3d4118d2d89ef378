//! The program's direct dependencies, with the versions that are really compiled in.
//!
//! A macro runs inside the compiler, whose arguments name the file of every direct dependency (`--extern name=…`).
//! Beside each lies its dep-info, which names the sources it was made of; above those stands the package's own
//! manifest. So the answer holds for the features, target and lock file of this very build, which `Cargo.toml` alone
//! does not tell. What is not certain is left out: a package missing here costs nothing, a wrong version misleads.

mod dep_info;
mod externs;
mod manifest;
mod own;

use crate::compiler::Arguments;
use externs::Extern;
use std::fs;
use std::path::{Path, PathBuf};

/// What the program's own crate is compiled with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CompiledIn {
    /// The packages of its direct dependencies.
    pub(crate) modules: Vec<Module>,
    /// The crates among them that are of the program's own workspace.
    pub(crate) own: Vec<String>,
}

/// A package that is compiled in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Module {
    /// As published, whatever the program calls it.
    pub(crate) name: String,
    pub(crate) version: String,
}

/// The package whose crate is being compiled, as cargo tells the compiler.
struct Package {
    name: String,
    folder: PathBuf,
}

/// The dependencies of the crate in which the macro is expanded: none in an editor, which passes no such arguments.
pub(crate) fn compiled_in(arguments: &Arguments) -> CompiledIn {
    let program = Package {
        name: std::env::var("CARGO_PKG_NAME").unwrap_or_default(),
        folder: std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default().into(),
    };
    of_arguments(arguments, &program)
}

// Input:  --extern anyhow=/target/debug/deps/libanyhow-0123.rmeta --extern core=/target/debug/deps/libexample_core-4567.rmeta
// Output: modules: [("anyhow", "1.0.104"), ("example-core", "0.3.0")], own: ["example_core"]
fn of_arguments(arguments: &Arguments, program: &Package) -> CompiledIn {
    let mut found = CompiledIn::default();
    for library in externs::of_arguments(arguments) {
        let Some(root) = root_source(&library) else { continue };
        let module = module(&root, &library.name);
        if own::is_own(&library, &root, module.as_ref(), program) {
            found.own.push(library.name);
        }
        found.modules.extend(module);
    }
    // A program of several crates is given its own library like any other; but it is no dependency.
    found.modules.retain(|module| module.name != program.name);
    found.modules.sort();
    found.modules.dedup();
    // A program that bears its library's name is one crate with it to whoever reads symbols.
    let program = arguments.values("--crate-name");
    found.own.retain(|name| !program.contains(&name.as_str()));
    found.own.sort();
    found.own.dedup();
    found
}

fn root_source(library: &Extern) -> Option<PathBuf> {
    let dep_info = fs::read_to_string(&library.dep_info).ok()?;
    dep_info::root_source(&dep_info).map(PathBuf::from)
}

fn module(root: &Path, library: &str) -> Option<Module> {
    // As relative as cargo gave it to the compiler, from the directory in which cargo runs this compiler too.
    let folder = Path::new(".")
        .join(root)
        .ancestors()
        .skip(1)
        .find(|folder| folder.join("Cargo.toml").is_file())?
        .to_owned();
    let manifest = manifest::read(&folder)?;
    // The nearest manifest may be a stranger's, if a package keeps its sources outside its folder.
    (manifest.library == library).then_some(manifest.module)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
