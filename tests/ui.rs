//! What compiles, and what is refused with which message: one file for each rule, named after it.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew.

use std::process::Command;

/// The compiler whose messages the `.stderr` files hold. Others word them differently, which proves nothing.
const COMPILER: &str = "1.95.";

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    match compiler() {
        Some(version) if version.starts_with(COMPILER) => cases.compile_fail("tests/ui/fail/*/*.rs"),
        other => {
            let other = other.as_deref().unwrap_or("unknown");
            println!("compiler {other}: messages are compared under {COMPILER}x only, and were not compared here");
        }
    }
}

/// The version of the compiler that the cases are built with, such as `1.95.0`.
fn compiler() -> Option<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("--version").output().ok()?;
    let line = String::from_utf8(said.stdout).ok()?;
    line.split_whitespace().nth(1).map(str::to_owned)
}
