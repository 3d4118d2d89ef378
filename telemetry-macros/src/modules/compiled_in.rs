//! Finds the packages that are compiled into the program.

use super::externs::{self, Extern};
use super::manifest::Manifest;
use super::module::Module;
use super::{dep_info, own};
use crate::compiler::Arguments;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The dependencies that the program's own crate is compiled with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CompiledIn {
    /// The packages of its direct dependencies.
    pub(crate) modules: Vec<Module>,
    /// The crates among them that are of the program's own workspace.
    pub(crate) own: Vec<String>,
}

/// The dependencies of the crate in which the macro is expanded: none in an editor, which passes no
/// such arguments.
pub(crate) fn compiled_in(arguments: &Arguments) -> CompiledIn {
    let program = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    of_arguments(arguments, Path::new(&program))
}

// Input:  --extern anyhow=/target/debug/deps/libanyhow-0123.rmeta --extern core=/target/debug/deps/libexample_core-4567.rmeta
// Output: modules: [("anyhow", "1.0.104"), ("example-core", "0.3.0")], own: ["example_core"]
fn of_arguments(arguments: &Arguments, program: &Path) -> CompiledIn {
    let mut found = CompiledIn::default();
    for library in externs::of_arguments(arguments) {
        let Some(root) = root_source(&library) else { continue };
        let manifest = manifest(&root, &library.name, arguments);
        // A program of several crates is given its own library like any other; but it is no
        // dependency.
        let is_program = manifest.as_ref().is_some_and(|manifest| manifest.is_in(program));
        let module = manifest.and_then(Manifest::module);
        if own::is_own(&library, &root, module.as_ref()) {
            found.own.push(library.name);
        }
        found.modules.extend(module.filter(|_| !is_program));
    }
    found.modules.sort();
    found.modules.dedup();
    // Symbols of a program and of a library of the same name look alike.
    let crate_name = arguments.values("--crate-name");
    found.own.retain(|name| !crate_name.contains(&name.as_str()));
    found.own.sort();
    found.own.dedup();
    found
}

fn root_source(library: &Extern) -> Option<PathBuf> {
    let dep_info = fs::read_to_string(&library.dep_info).ok()?;
    dep_info::root_source(&dep_info).map(PathBuf::from)
}

// Input:  crates/a/../shared/lib.rs and shared
// Output: the manifest in crates/a, if it says that the library `shared` is made of ../shared/lib.rs
fn manifest(root: &Path, library: &str, arguments: &Arguments) -> Option<Manifest> {
    // Cargo runs the compiler in the workspace's root for what lies below it, and elsewhere for all
    // else; only there a relative path is one of the workspace.
    if root.is_relative() && !arguments.source()?.is_relative() {
        return None;
    }
    let root = Path::new(".").join(root);
    // A library's path that leaves the package's folder is kept as it is: the part before its first
    // `..` is that folder, or above it.
    let is_plain = |folder: &&Path| !folder.components().any(|part| part == Component::ParentDir);
    let above = root.ancestors().skip(1).filter(is_plain);
    let manifests = above.filter_map(Manifest::read);
    let mut packages = manifests.filter(|manifest| manifest.has_library(library, &root));
    // Of two that claim the same library, either may be meant.
    packages.next().filter(|_| packages.next().is_none())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
