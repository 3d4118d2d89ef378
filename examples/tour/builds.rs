//! Builds the example program with the cargo that runs the tour: as two releases, and stripped,
//! with this crate and with the plain client.

use crate::Result;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The package, and so the program's name, its directories' name, and the start of its releases'
/// names.
pub(crate) const PROGRAM: &str = "vigilant-crypto-snatch";

/// The server that is compiled into both releases. It does not exist: the tour sends the program to
/// its own server by the environment variable that is honoured for loopback addresses, so the
/// builds need not be repeated for each tour's port.
const DSN: &str = "https://0123456789abcdef0123456789abcdef@telemetry.vigilant.example/1";

/// One release, ready to be run.
#[derive(Debug)]
pub(crate) struct Build {
    /// `vigilant-crypto-snatch@3.1.0`
    pub(crate) release: String,
    /// The executable, a copy: the next build replaces the original.
    pub(crate) executable: PathBuf,
}

/// The same source as people would ship it: optimised, stripped.
#[derive(Debug)]
pub(crate) struct Stripped {
    /// With this crate, and source lines in it.
    pub(crate) ours: PathBuf,
    /// With the plain `sentry` client in its place.
    pub(crate) plain: PathBuf,
}

/// Builds both releases. A repeated tour finds them built.
pub(crate) fn build() -> Result<[Build; 2]> {
    Ok([build_release("3.1.0", 255)?, build_release("3.2.0", 254)?])
}

/// Builds what is compared in one target directory: most of what they depend on is the same.
pub(crate) fn build_stripped() -> Result<Stripped> {
    let release = format!("{PROGRAM}@3.2.0");
    let what = ["--release", "--package", PROGRAM, "--bin", PROGRAM];
    let ours = cargo_build(Path::new("."), &release, &what, &[("TELEMETRY_SOURCE_CONTEXT", "1")])?;
    let target = ours
        .ancestors()
        .nth(2)
        .ok_or("the executable is in no target directory")?;
    let target = target.to_str().ok_or("the target directory is not in UTF-8")?;
    let what = ["--release", "--locked", "--package", PROGRAM, "--target-dir", target];
    let plain = cargo_build(Path::new("benches/plain-client"), &release, &what, &[])?;
    Ok(Stripped { ours, plain })
}

/// Cargo keeps one build of a package for each set of its settings. `codegen_units` differs between
/// the releases for no other reason than that: otherwise the second release would replace the
/// first, and each tour would build both again.
fn build_release(version: &str, codegen_units: u8) -> Result<Build> {
    let release = format!("{PROGRAM}@{version}");
    let setting = format!("profile.dev.package.{PROGRAM}.codegen-units = {codegen_units}");
    let what = ["--package", PROGRAM, "--bin", PROGRAM, "--config", &setting];
    let built = cargo_build(Path::new("."), &release, &what, &[])?;
    let directory = built.with_file_name("tour").join(version);
    let executable = directory.join(PROGRAM);
    std::fs::create_dir_all(&directory)?;
    // Not written over: a process of the last tour may still run from it.
    let fresh = directory.join("fresh");
    std::fs::copy(&built, &fresh)?;
    std::fs::rename(&fresh, &executable)?;
    Ok(Build { release, executable })
}

/// Builds one executable in a workspace of the repository, and returns its path.
fn cargo_build(workspace: &Path, release: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").ok_or("there is no CARGO: start it by `cargo run --example tour`")?;
    let output = Command::new(cargo)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(workspace))
        .args(["build", "--message-format", "json-render-diagnostics"])
        .args(arguments)
        .env("VIGILANT_DSN", DSN)
        .env("VIGILANT_RELEASE", release)
        .envs(variables.iter().copied())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("cargo could not build {release} in {}", workspace.display()).into());
    }
    Ok(executable(&output.stdout).ok_or("cargo did not name the executable")?)
}

/// What cargo's messages, one JSON object a line, name as the executable.
fn executable(messages: &[u8]) -> Option<PathBuf> {
    let lines = messages.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let mut executables = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    executables.next_back()
}
