//! The three programs, in two forms.

use crate::world::Telemetry;
use harness::{Build, Result, target_directory};
use std::path::{Path, PathBuf};

/// How a release is built.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// As people ship it, and as the workspaces' profile says.
    Stripped,
    /// A developer's build: the frames have names and places.
    Symbols,
}

impl Form {
    pub(crate) const ALL: [Self; 2] = [Self::Stripped, Self::Symbols];

    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Stripped => &[],
            Self::Symbols => &[
                "profile.release.strip = false",
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
    /// Builds them and puts copies into the directory.
    pub(crate) fn build(form: Form, directory: &Path) -> Result<Self> {
        let target = target_directory()?;
        let build = |name: &str, workspace: &str, executable: &str, features: &[&str]| -> Result<PathBuf> {
            eprintln!("Building {name}, {form:?} …");
            let copy = directory.join(format!("{name}-{form:?}"));
            let build = Build {
                workspace,
                package: "panicking",
                executable,
                features,
                settings: form.settings(),
            };
            build.build(&target, &copy)?;
            Ok(copy)
        };
        Ok(Self {
            bare: build("bare", ".", "panicking", &[])?,
            ours: build("ours", ".", "panicking", &["telemetry"])?,
            plain: build("plain", "benches/plain-client", "panicking-plain", &[])?,
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
