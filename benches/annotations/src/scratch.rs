//! The temporary workspace in which the programs are compiled.

use crate::Result;
use crate::program::Program;
use crate::sections::Sizes;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Removed with everything in it when it is dropped.
#[derive(Debug)]
pub(crate) struct Scratch {
    directory: TempDir,
    /// Whether cargo asks no registry.
    offline: bool,
}

/// A way to compile.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Check,
    Dev,
    Release,
}

impl Step {
    pub(crate) const ALL: [Self; 3] = [Self::Check, Self::Dev, Self::Release];

    /// As one would type it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Check => "cargo check",
            Self::Dev => "cargo build",
            Self::Release => "cargo build --release",
        }
    }
}

impl Scratch {
    pub(crate) fn new(programs: &[&Program]) -> Result<Self> {
        let directory = TempDir::with_prefix("annotations-")?;
        let facade = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        // The same versions as in the real workspace, and no need to ask a registry for them.
        fs::copy(facade.join("Cargo.lock"), directory.path().join("Cargo.lock"))?;
        let members: Vec<&str> = programs.iter().map(|program| program.name).collect();
        fs::write(directory.path().join("Cargo.toml"), workspace(&members))?;
        let scratch = Self {
            directory,
            offline: true,
        };
        for program in programs {
            let package = scratch.package(program);
            fs::create_dir_all(package.join("src"))?;
            fs::write(package.join("Cargo.toml"), manifest(program.name, &facade))?;
            scratch.write(program)?;
        }
        Ok(scratch)
    }

    /// Leaves everything behind, and says where.
    pub(crate) fn keep(&mut self) {
        self.directory.disable_cleanup(true);
        eprintln!("The programs stay in {}", self.directory.path().display());
    }

    /// Compiles a program in each way, and so what all of them depend on.
    pub(crate) fn prepare(&mut self, program: &Program) -> Result<()> {
        // Whether cargo has every package already is found out by needing one that it has not.
        self.offline = self.cargo(Step::Check, program).output()?.status.success();
        for step in Step::ALL {
            self.compile(step, program)?;
        }
        Ok(())
    }

    /// Compiles and links the program's own crate. Returns how long that took.
    pub(crate) fn compile(&self, step: Step, program: &Program) -> Result<Duration> {
        self.write(program)?;
        let mut cargo = self.cargo(step, program);
        let start = Instant::now();
        let output = cargo.output()?;
        let time = start.elapsed();
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("`{}` could not be compiled:\n{said}", program.name).into());
        }
        Ok(time)
    }

    /// The output of the program in a home without consent.
    pub(crate) fn output_of(&self, program: &Program) -> Result<Vec<u8>> {
        let output = Command::new(self.executable(program))
            .arg("12 7 and three more words")
            .env_clear()
            .env("HOME", self.directory.path())
            .output()?;
        if !output.status.success() || output.stdout.is_empty() {
            return Err(format!("`{}` ended with {}", program.name, output.status).into());
        }
        Ok(output.stdout)
    }

    /// The sizes of the program's executable.
    pub(crate) fn sizes_of(&self, program: &Program) -> Result<Sizes> {
        Sizes::of(&fs::read(self.executable(program))?)
    }

    /// A file that was just written is compiled again, whatever is in it.
    fn write(&self, program: &Program) -> Result<()> {
        Ok(fs::write(self.package(program).join("src/main.rs"), &program.text)?)
    }

    fn package(&self, program: &Program) -> PathBuf {
        self.directory.path().join(program.name)
    }

    fn target(&self) -> PathBuf {
        self.directory.path().join("target")
    }

    fn executable(&self, program: &Program) -> PathBuf {
        let file = format!("{}{}", program.name, std::env::consts::EXE_SUFFIX);
        self.target().join("release").join(file)
    }

    fn cargo(&self, step: Step, program: &Program) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(self.directory.path());
        // Profiles, flags and directories from the environment would change the result.
        for (name, _) in std::env::vars_os() {
            if changes_the_build(&name.to_string_lossy()) {
                cargo.env_remove(name);
            }
        }
        // An incremental build would find next to nothing to do, since only the file's date
        // changed.
        cargo
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0");
        cargo
            .args(step.title().split(' ').skip(1))
            .args(["--package", program.name]);
        if self.offline {
            cargo.arg("--offline");
        }
        cargo
    }
}

fn changes_the_build(variable: &str) -> bool {
    ["CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_TARGET_", "RUSTC_"]
        .iter()
        .any(|start| variable.starts_with(start))
        || ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"].contains(&variable)
}

/// Stripped as what people ship.
fn workspace(members: &[&str]) -> String {
    format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.release]\nstrip = true\n")
}

fn manifest(name: &str, facade: &Path) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nopt-in-telemetry = {{ path = '{}' }}\n",
        facade.display()
    )
}
