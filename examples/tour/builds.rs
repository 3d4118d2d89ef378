//! Builds the example program twice, as two releases, with the cargo that runs the tour.

use crate::Result;
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The package, and so the program's name, its directories' name, and the start of its releases' names.
pub(crate) const PROGRAM: &str = "vigilant-crypto-snatch";

/// The server that is compiled into both releases. It does not exist: the tour sends the program to its own server by the
/// environment variable that is honoured for loopback addresses, so the builds need not be repeated for each tour's port.
const DSN: &str = "https://0123456789abcdef0123456789abcdef@telemetry.vigilant.example/1";

/// One release, ready to be run.
#[derive(Debug)]
pub(crate) struct Build {
    /// `vigilant-crypto-snatch@3.1.0`
    pub(crate) release: String,
    /// The executable, a copy: the next build replaces the original.
    pub(crate) executable: PathBuf,
}

/// Builds both releases. A repeated tour finds them built.
pub(crate) fn build() -> Result<[Build; 2]> {
    Ok([build_release("3.1.0", 255)?, build_release("3.2.0", 254)?])
}

/// Cargo keeps one build of a package for each set of its settings. `codegen_units` differs between the releases for no other
/// reason than that: otherwise the second release would replace the first, and each tour would build both again.
fn build_release(version: &str, codegen_units: u8) -> Result<Build> {
    let release = format!("{PROGRAM}@{version}");
    let cargo = std::env::var_os("CARGO").ok_or("there is no CARGO: start it by `cargo run --example tour`")?;
    let output = Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "build",
            "--package",
            PROGRAM,
            "--bin",
            PROGRAM,
            "--message-format",
            "json-render-diagnostics",
        ])
        .args([
            "--config",
            &format!("profile.dev.package.{PROGRAM}.codegen-units = {codegen_units}"),
        ])
        .env("VIGILANT_DSN", DSN)
        .env("VIGILANT_RELEASE", &release)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("cargo could not build {release}").into());
    }
    let built = executable(&output.stdout).ok_or("cargo did not name the executable")?;
    let directory = built.with_file_name("tour").join(version);
    let executable = directory.join(PROGRAM);
    std::fs::create_dir_all(&directory)?;
    // Not written over: a process of the last tour may still run from it.
    let fresh = directory.join("fresh");
    std::fs::copy(&built, &fresh)?;
    std::fs::rename(&fresh, &executable)?;
    Ok(Build { release, executable })
}

/// What cargo's messages, one JSON object a line, name as the executable.
fn executable(messages: &[u8]) -> Option<PathBuf> {
    let lines = messages.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let mut executables = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    executables.next_back()
}
