//! Name, version and library of a package, from its `Cargo.toml`.

use super::module::Module;
use super::toml::Lines;
use super::workspace;
use std::path::{Path, PathBuf};

/// The manifest of a package.
pub(super) struct Manifest {
    folder: PathBuf,
    name: String,
    lines: Lines,
}

impl Manifest {
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let lines = Lines::of_file(&folder.join("Cargo.toml"))?;
        Some(Self {
            name: lines.text("package.name").filter(|name| is_name(name))?,
            folder: folder.to_owned(),
            lines,
        })
    }

    /// Whether the package's library is the crate of that name with that root.
    pub(super) fn has_library(&self, name: &str, root: &Path) -> bool {
        let of_line = |line: &str, default: String| match self.lines.value(line) {
            Some(_) => self.lines.text(line),
            None => Some(default),
        };
        let own_name = of_line("lib.name", self.name.replace('-', "_"));
        let own_root = of_line("lib.path", "src/lib.rs".to_owned());
        own_name.is_some_and(|own| own == name) && own_root.is_some_and(|own| self.folder.join(own) == root)
    }

    /// The package, if its version is certain.
    pub(super) fn module(self) -> Option<Module> {
        let version = match self.lines.text("package.version") {
            Some(version) => version,
            None if self.inherits_its_version() => workspace::version(&self.folder)?,
            None => return None,
        };
        is_version(&version).then_some(Module {
            name: self.name,
            version,
        })
    }

    fn inherits_its_version(&self) -> bool {
        let dotted = self.lines.value("package.version.workspace") == Some("true");
        let inline = self.lines.value("package.version");
        dotted || inline.is_some_and(|value| value.replace(' ', "") == "{workspace=true}")
    }

    pub(super) fn is_in(&self, folder: &Path) -> bool {
        let whole = |folder: &Path| folder.canonicalize().ok();
        whole(&self.folder).is_some_and(|own| whole(folder) == Some(own))
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= 64 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

fn is_version(version: &str) -> bool {
    let starts = version.starts_with(|c: char| c.is_ascii_digit());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    starts && version.len() <= 64 && version.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn manifest(toml: &str) -> (TempDir, Option<Manifest>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("Cargo.toml"), toml).unwrap();
        let manifest = Manifest::read(folder.path());
        (folder, manifest)
    }

    #[test]
    fn name_and_version_are_read() {
        for toml in [
            "[package]\nname = \"a-b\"\nversion = \"0.1.0-rc.1+x\"\n",
            "[lib]\nname = \"c\"\n[package]\nversion='0.1.0-rc.1+x' # why\n name=\"a-b\"\n",
            "[package]\nname = \"a-b\"\nversion = \"0.1.0-rc.1+x\"\n\
             [target.\"cfg(windows)\".dependencies.d]\nversion = \"2.0.0\"\n",
        ] {
            let Module { name, version } = manifest(toml).1.unwrap().module().unwrap();
            assert_eq!((&*name, &*version), ("a-b", "0.1.0-rc.1+x"), "{toml}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for toml in [
            "",
            "[workspace]\n",
            "[package]\nname = \"a\"\n",
            "[package]\nname = \"a\"\nversion = 1\n",
            "[package]\nname = \"a\"\nversion = \"/home/me\"\n",
            "[package]\nname = \"a/b\"\nversion = \"1.0.0\"\n",
            "[package]\nname = \"a\"\nversion = \"1\\u002e0\"\n",
            "[package]\nname = \"a\"\nversion = { path = \"x\" }\n",
            // Of no workspace.
            "[package]\nname = \"a\"\nversion.workspace = true\n",
        ] {
            let module = manifest(toml).1.and_then(Manifest::module);
            assert_eq!(module, None, "{toml}");
        }
    }

    #[test]
    fn a_library_is_known_by_its_name_and_root() {
        let library = |toml: &str, name: &str, root: &str| {
            let (folder, manifest) = manifest(&format!("[package]\nname = \"a-b\"\n{toml}"));
            manifest.unwrap().has_library(name, &folder.path().join(root))
        };
        assert!(library("", "a_b", "src/lib.rs"));
        assert!(library("[lib]\nname = \"c\"\n", "c", "src/lib.rs"));
        assert!(library("[lib]\npath = \"./lib.rs\"\n", "a_b", "lib.rs"));
        assert!(library("[lib]\npath = \"../d/lib.rs\"\n", "a_b", "../d/lib.rs"));
        assert!(!library("[lib]\nname = \"c\"\n", "a_b", "src/lib.rs"));
        assert!(!library("[lib]\npath = \"lib.rs\"\n", "a_b", "src/lib.rs"));
        assert!(!library("", "a_b", "generated/lib.rs"));
        // A spelling that the reader does not know.
        assert!(!library("[lib]\nname = \"\"\"c\"\"\"\n", "a_b", "src/lib.rs"));
    }
}
