//! Which dependencies are of the program's own workspace: what happens in them happens in the program.

use super::externs::Extern;
use super::{Module, Package};
use std::path::Path;

/// The facade is nobody's own code, not even of a program that keeps a copy of it.
const FACADE: &str = "opt-in-telemetry";

pub(super) fn is_own(library: &Extern, root: &Path, module: Option<&Module>, program: &Package) -> bool {
    // Nothing of a procedural macro is in the program.
    let is_linked = !library.is_shared;
    let is_facade = module.is_some_and(|module| module.name == FACADE);
    is_linked && !is_facade && is_of_the_workspace(root, &program.folder)
}

/// Cargo gives the compiler what lies in the workspace by a path from the workspace's root, members or not, and all else by a whole path:
/// what comes from a registry or is vendored from one, from git, or from a folder outside.
///
/// Under `cargo install --git` the workspace itself is such a checkout.
fn is_of_the_workspace(root: &Path, program: &Path) -> bool {
    let is_of_the_same_checkout = || checkout(root).is_some_and(|folder| program.starts_with(folder));
    root.is_relative() || is_of_the_same_checkout()
}

// Input:  /home/me/.cargo/git/checkouts/example-0123/4567abc/crates/core/src/lib.rs
// Output: /home/me/.cargo/git/checkouts/example-0123/4567abc, the folder of one commit
fn checkout(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| {
        let checkouts = folder.ancestors().nth(2);
        checkouts.is_some_and(|folder| folder.ends_with("git/checkouts"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKOUT: &str = "/c/git/checkouts/example-0123/4567abc";

    fn is_own(root: &str, program: &str) -> bool {
        is_of_the_workspace(Path::new(root), Path::new(program))
    }

    #[test]
    fn what_cargo_names_from_the_workspace_s_root_is_own() {
        assert!(is_own("crates/core/src/lib.rs", "/w"));
        assert!(!is_own("/outside/src/lib.rs", "/w"));
        assert!(!is_own("/c/registry/src/index-01/core-1.0.0/src/lib.rs", "/w"));
        assert!(!is_own("/w/vendor/core/src/lib.rs", "/w"));
    }

    #[test]
    fn an_installed_checkout_is_a_workspace() {
        let of = |package: &str| format!("{CHECKOUT}/{package}");
        assert!(is_own(&of("core/src/lib.rs"), &of("program")));
        assert!(is_own(&of("core/src/lib.rs"), CHECKOUT));
        assert!(!is_own(
            "/c/git/checkouts/example-0123/7654cba/core/src/lib.rs",
            CHECKOUT
        ));
        assert!(!is_own("/c/git/checkouts/other-01/4567abc/src/lib.rs", CHECKOUT));
        assert!(!is_own(&of("core/src/lib.rs"), "/w"));
    }

    #[test]
    fn neither_a_procedural_macro_nor_the_facade_is_own() {
        let program = Package {
            name: "example".to_owned(),
            folder: "/w".into(),
        };
        let ask = |is_shared: bool, package: &str| {
            let library = Extern {
                name: package.replace('-', "_"),
                dep_info: "/t/deps/x.d".into(),
                is_shared,
            };
            let module = Module {
                name: package.to_owned(),
                version: "0.1.0".to_owned(),
            };
            super::is_own(&library, Path::new("a/src/lib.rs"), Some(&module), &program)
        };
        assert!(ask(false, "example-core"));
        assert!(!ask(true, "example-macros"));
        assert!(!ask(false, FACADE));
    }
}
