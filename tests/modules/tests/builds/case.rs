//! The folder of one test, with the packages that it makes.

use crate::cargo::{cargo, output};
use crate::world::{World, write, write_library};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub(crate) struct Case {
    /// What the program is called: all programs are compiled into one folder.
    pub(crate) name: &'static str,
    folder: TempDir,
}

/// What a program says it is compiled with, but for `stub`, which every program has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TagValues {
    pub(crate) modules: Vec<String>,
    pub(crate) own: Vec<String>,
}

impl Case {
    pub(crate) fn new(name: &'static str) -> Self {
        let folder = tempfile::Builder::new().prefix("modules").tempdir().expect("a folder");
        Self { name, folder }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        assert!(!path.starts_with('/'), "a file of another folder");
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    /// Makes a library; `manifest` is what follows its name and version.
    pub(crate) fn library(&self, folder: &str, name: &str, version: &str, manifest: &str) {
        write_library(&self.path(folder), name, version, manifest);
    }

    /// Publishes the package in a folder.
    pub(crate) fn publish(&self, folder: &str) {
        World::get().registry().publish(&self.path(folder));
    }

    /// Makes the program; `manifest` is what follows its dependency on `stub`.
    pub(crate) fn program(&self, folder: &str, manifest: &str) {
        self.program_of(folder, "version = \"1.0.0\"", manifest);
    }

    pub(crate) fn program_of(&self, folder: &str, package: &str, manifest: &str) {
        let name = self.name;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n{package}\n[dependencies]\nstub = \"1\"\n{manifest}"
        );
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
        self.write(&format!("{folder}/src/main.rs"), MAIN);
    }

    /// Cargo in one of its folders.
    pub(crate) fn cargo(&self, folder: &str) -> Command {
        cargo(&self.path(folder))
    }

    /// What the program in a folder says, as cargo builds and runs it.
    pub(crate) fn told(&self, folder: &str) -> TagValues {
        self.told_with(folder, &[])
    }

    pub(crate) fn told_with(&self, folder: &str, options: &[&str]) -> TagValues {
        let mut command = self.cargo(folder);
        command.args(["run", "--quiet"]).args(options);
        TagValues::by(&mut command)
    }
}

/// A program.
pub(crate) const MAIN: &str = "#[stub::main(crate = ::stub)]\nfn main() {}\n";

impl TagValues {
    pub(crate) fn by(program: &mut Command) -> Self {
        let said = output(program);
        let of = |kind: &str| {
            said.lines()
                .filter_map(|line| line.strip_prefix(kind))
                .map(str::to_owned)
                .collect()
        };
        let mut told = Self {
            modules: of("module "),
            own: of("own "),
        };
        let stub = told.modules.iter().position(|module| module == "stub 1.0.0");
        told.modules.remove(stub.expect("every program has it"));
        told
    }

    /// What the program in a folder says, as it lies there.
    pub(crate) fn by_program(folder: &Path, name: &str) -> Self {
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Self::by(&mut Command::new(folder.join(program)))
    }

    #[track_caller]
    pub(crate) fn assert(&self, modules: &[&str], own: &[&str]) {
        assert_eq!(
            (&self.modules[..], &self.own[..]),
            (&owned(modules)[..], &owned(own)[..])
        );
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
