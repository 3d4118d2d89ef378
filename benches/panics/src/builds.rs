//! Builds the programs with the cargo that runs the benchmark, in its target directory.

use crate::Result;
use crate::world::Telemetry;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a release is built.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// As people ship it, and as the workspaces' profile says.
    Stripped,
    /// What a developer runs: the frames have names and places.
    Symbols,
}

impl Form {
    pub(crate) const ALL: [Self; 2] = [Self::Stripped, Self::Symbols];

    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Stripped => &[],
            Self::Symbols => &[
                "--config",
                "profile.release.strip = false",
                "--config",
                "profile.release.debug = 'line-tables-only'",
            ],
        }
    }
}

/// One program, built three times.
#[derive(Debug)]
pub(crate) struct Programs {
    bare: PathBuf,
    ours: PathBuf,
    plain: PathBuf,
}

impl Programs {
    /// Builds them and puts copies into the directory: the next build takes the originals' place.
    pub(crate) fn build(form: Form, directory: &Path) -> Result<Self> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let this = std::env::current_exe()?;
        let target = this
            .ancestors()
            .nth(2)
            .ok_or("this executable is in no target directory")?;
        let build = |workspace: &str, features: &[&str], executable: &str, name: &str| -> Result<PathBuf> {
            eprintln!("Building {name}, {form:?} …");
            let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
                .current_dir(repository.join(workspace))
                .args([
                    "build",
                    "--release",
                    "--quiet",
                    "--package",
                    "panicking",
                    "--target-dir",
                ])
                .arg(target)
                .args(features)
                .args(form.settings())
                .status()?;
            if !status.success() {
                return Err(format!("cargo could not build {name}").into());
            }
            let copy = directory.join(format!("{name}-{form:?}"));
            fs::copy(target.join("release").join(executable), &copy)?;
            Ok(copy)
        };
        Ok(Self {
            bare: build(".", &[], "panicking", "bare")?,
            ours: build(".", &["--features", "telemetry"], "panicking", "ours")?,
            plain: build("benches/plain-client", &["--locked"], "panicking-plain", "plain")?,
        })
    }

    pub(crate) fn of(&self, telemetry: Telemetry) -> &Path {
        match telemetry {
            Telemetry::None => &self.bare,
            Telemetry::Off | Telemetry::On => &self.ours,
            Telemetry::Plain => &self.plain,
        }
    }
}
