//! Records the version of the compiler, for the event's `runtime` context.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    // "rustc 1.95.0 (59807616e 2026-04-14)": only the second word is kept. What does not look so
    // stays unknown.
    let said = Command::new(rustc).arg("--version").output();
    let version = said.ok().and_then(|output| {
        let line = String::from_utf8(output.stdout).ok()?;
        line.split_whitespace().nth(1).map(str::to_owned)
    });
    println!("cargo::rustc-env=TELEMETRY_RUSTC={}", version.unwrap_or_default());
}
