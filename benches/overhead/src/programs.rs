//! The program, as it is built with each kind of telemetry.

use harness::{Build, Result, target_directory};
use std::path::{Path, PathBuf};

/// The telemetry that it is linked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bare,
    /// Without telemetry, but with as many files, and a child, left behind.
    Floor,
    Ours,
    /// Ours, by an author who named no server.
    OursWithoutDsn,
    Lean,
    Default,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Bare,
        Self::Floor,
        Self::Ours,
        Self::OursWithoutDsn,
        Self::Lean,
        Self::Default,
    ];

    pub(crate) fn build(self) -> Build<'static> {
        let (workspace, package, features): (_, _, &[&str]) = match self {
            Self::Bare => (".", "working", &[]),
            Self::Floor => (".", "working", &["floor"]),
            Self::Ours => (".", "working", &["dsn"]),
            Self::OursWithoutDsn => (".", "working", &["telemetry"]),
            Self::Lean => ("benches/plain-client", "working-lean", &[]),
            Self::Default => ("benches/plain-client", "working-default", &[]),
        };
        Build {
            workspace,
            package,
            executable: package,
            features,
            settings: &[],
        }
    }
}

/// Where they are.
#[derive(Debug)]
pub(crate) struct Programs([PathBuf; Kind::ALL.len()]);

impl Programs {
    /// Builds all and puts copies into the directory.
    pub(crate) fn build(directory: &Path) -> Result<Self> {
        let target = target_directory()?;
        for kind in Kind::ALL {
            eprintln!("Building {kind:?} …");
            kind.build().build(&target, &directory.join(format!("{kind:?}")))?;
        }
        Ok(Self(Kind::ALL.map(|kind| directory.join(format!("{kind:?}")))))
    }

    pub(crate) fn of(&self, kind: Kind) -> &Path {
        &self.0[kind as usize]
    }
}
