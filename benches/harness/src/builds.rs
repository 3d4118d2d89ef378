//! Builds programs with the cargo that runs the benchmark.

use crate::Result;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program of one of the workspaces, as it is built.
#[derive(Debug, Clone, Copy)]
pub struct Build<'a> {
    /// Its directory within the repository.
    pub workspace: &'a str,
    /// The name that cargo uses.
    pub package: &'a str,
    /// And its file.
    pub executable: &'a str,
    /// Of the package.
    pub features: &'a [&'a str],
    /// For `--config`, over what the workspace's profile says.
    pub settings: &'a [&'a str],
}

impl Build<'_> {
    /// Builds it in a target directory, and copies it to a place where the next build does not
    /// overwrite it.
    ///
    /// # Errors
    /// If it cannot be built.
    pub fn build(&self, target: &Path, to: &Path) -> Result<()> {
        self.build_with(&[], target, to)
    }

    /// The same, with variables in cargo's environment.
    ///
    /// # Errors
    /// If it cannot be built.
    pub fn build_with(&self, environment: &[(&str, &OsStr)], target: &Path, to: &Path) -> Result<()> {
        let mut command = self.cargo("build");
        command.envs(environment.iter().copied());
        command.args(["--release", "--quiet", "--target-dir"]).arg(target);
        for setting in self.settings {
            command.args(["--config", setting]);
        }
        if !command.status()?.success() {
            return Err(format!("cargo could not build {}", self.executable).into());
        }
        fs::copy(target.join("release").join(self.executable), to)?;
        Ok(())
    }

    /// How many packages are compiled for it on this platform, its own included.
    ///
    /// # Errors
    /// If cargo does not say.
    pub fn packages(&self) -> Result<usize> {
        let mut command = self.cargo("tree");
        command.args(["--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
        let output = command.stderr(Stdio::inherit()).output()?;
        let text = String::from_utf8(output.stdout)?;
        let mut packages: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        packages.sort_unstable();
        packages.dedup();
        Ok(packages.len())
    }

    fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new(of_this_run("CARGO", "cargo"));
        command
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(self.workspace))
            .args([subcommand, "--locked", "--package", self.package]);
        if !self.features.is_empty() {
            command.arg("--features").arg(self.features.join(","));
        }
        command
    }
}

/// The one in which the benchmark itself was built.
///
/// # Errors
/// If its executable is in no such directory.
pub fn target_directory() -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    let target = this.ancestors().nth(2);
    Ok(target.ok_or("this executable is in no target directory")?.to_owned())
}

/// The machine and the compiler, on which the figures depend.
///
/// # Errors
/// If the compiler does not say what it is.
pub fn machine() -> Result<String> {
    let output = Command::new(of_this_run("RUSTC", "rustc")).arg("-vV").output()?;
    let said = String::from_utf8(output.stdout)?;
    let version = said.lines().next().unwrap_or_default();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let cores = std::thread::available_parallelism()?;
    let host = host.unwrap_or_default();
    // A symboliser reads them to name the C library's frames, which can take longer than all else.
    let symbols = if Path::new("/usr/lib/debug/.build-id").exists() {
        "with"
    } else {
        "without"
    };
    Ok(format!(
        "{version}, {host}, {cores} cores, {symbols} debug symbols of the system's libraries"
    ))
}

fn of_this_run(variable: &str, otherwise: &str) -> OsString {
    std::env::var_os(variable).unwrap_or_else(|| otherwise.into())
}
