//! The block of `README.md` that shows what the tour found.

use crate::Result;
use std::fs;
use std::path::Path;

const BEGIN: &str = "<!-- cargo run --example tour -- crash -->\n```text\n";
const END: &str = "```\n<!-- end -->";

/// The block must hold this text; with `TELEMETRY_BLESS` in the environment it is made to.
///
/// How many frames a program has depends on what the compiler inlines, and so on the compiler and
/// the processor.
pub(crate) fn hold_to(text: &str) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) || !compiler::is_the_golden_one() {
        println!("\n  README.md shows it as it is with another compiler or on another system: not compared.");
        return Ok(());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path)?;
    let parts = readme.split_once(BEGIN).and_then(|(before, rest)| {
        let (block, after) = rest.split_once(END)?;
        Some((before, block, after))
    });
    let (before, block, after) = parts.ok_or("README.md has no block for the crash")?;
    if block == text {
        println!("\n  README.md shows the same.");
    } else if std::env::var_os("TELEMETRY_BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{text}{END}{after}"))?;
        println!("\n  README.md shows it now.");
    } else {
        return Err(
            "README.md shows something else: `TELEMETRY_BLESS=1 cargo run --example tour -- crash` mends it".into(),
        );
    }
    Ok(())
}
