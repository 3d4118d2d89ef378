//! The dependencies in the program's own workspace. Their frames are the program's own.

use super::externs::Extern;
use super::module::Module;
use std::path::Path;

/// The facade is never the program's own code, not even if its workspace has a copy.
const FACADE: &str = "opt-in-telemetry";

pub(super) fn is_own(library: &Extern, root: &Path, module: Option<&Module>) -> bool {
    // Cargo gives the compiler what lies in the workspace by a path from the workspace's root,
    // members or not, also under `cargo install --git`; and all else by a whole path: what comes
    // from a registry or is vendored from one, from git, or from a folder outside.
    let is_of_the_workspace = root.is_relative();
    // Nothing of a procedural macro is in the program.
    let is_linked = !library.is_shared;
    let is_facade = module.is_some_and(|module| module.name == FACADE);
    is_of_the_workspace && is_linked && !is_facade
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_own(root: &str, is_shared: bool, package: &str) -> bool {
        let library = Extern {
            name: package.replace('-', "_"),
            dep_info: "/t/deps/x.d".into(),
            is_shared,
        };
        let module = Module {
            name: package.to_owned(),
            version: "0.1.0".to_owned(),
        };
        super::is_own(&library, Path::new(root), Some(&module))
    }

    #[test]
    fn what_cargo_names_from_the_workspace_s_root_is_own() {
        assert!(is_own("crates/core/src/lib.rs", false, "example-core"));
        assert!(!is_own("/outside/src/lib.rs", false, "example-core"));
    }

    #[test]
    fn neither_a_procedural_macro_nor_the_facade_is_own() {
        assert!(!is_own("macros/src/lib.rs", true, "example-macros"));
        assert!(!is_own("telemetry/src/lib.rs", false, FACADE));
    }
}
