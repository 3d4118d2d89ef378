//! Runs `rust-analyzer diagnostics`, and reads what it prints, which is meant for people.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What was found.
pub(super) struct Found {
    /// The files that were looked at.
    pub(super) files: Vec<PathBuf>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

pub(super) struct Diagnostic {
    pub(super) file: PathBuf,
    pub(super) line: u64,
    pub(super) code: String,
    pub(super) is_error: bool,
    pub(super) text: String,
}

/// What an editor shows in a package and in its workspace; `None` if there is no rust-analyzer.
pub(super) fn diagnose(package: &Path) -> Option<Found> {
    let analyzer = analyzer()?;
    let scratch = tempfile::tempdir().unwrap();
    let output = Command::new(analyzer)
        .arg("diagnostics")
        .arg(package)
        // What it has compiled must be of its own compiler, and the next time is still there.
        .env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/editor"))
        // It leaves copies of the macros there.
        .env("TMPDIR", scratch.path())
        // With a compiler of its own, if it has one, and not with the one that cargo names for
        // these tests.
        .env_remove("RUSTC")
        .current_dir(package)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        printed.contains("diagnostic scan complete"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut found = Found {
        files: Vec::new(),
        diagnostics: Vec::new(),
    };
    for line in lines(&printed) {
        if let Some((_, file)) = line.split_once("% processing ") {
            found.files.push(file.trim_end().into());
        }
        found.diagnostics.extend(diagnostic(&line));
    }
    Some(found)
}

/// The program to ask, if there is a working one. The toolchain's is a link that only says so,
/// where the component is not installed.
fn analyzer() -> Option<OsString> {
    let named = std::env::var_os("RUST_ANALYZER");
    let analyzer = named.clone().unwrap_or_else(|| "rust-analyzer".into());
    let works = Command::new(&analyzer)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    assert!(works || named.is_none(), "RUST_ANALYZER names no program that works");
    if !works {
        println!("rust-analyzer is not installed, and was not asked here: .ci/editor gets one");
    }
    works.then_some(analyzer)
}

/// The lines that stood there before they were rubbed out by backspaces, as the progress is, and
/// the lines that still stand.
fn lines(printed: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut is_rubbed = false;
    for c in printed.chars() {
        match c {
            '\u{8}' => {
                if !is_rubbed {
                    lines.push(line.clone());
                }
                line.pop();
            }
            '\n' => lines.push(std::mem::take(&mut line)),
            c => line.push(c),
        }
        is_rubbed = c == '\u{8}';
    }
    lines
}

// Input:  `at crate x, file /x/src/main.rs: Error RustcHardError("E0308") from LineCol { line: 3, col: 23 } to …: expected String, found i32`
// Output: line 4 of `/x/src/main.rs`, "E0308"
fn diagnostic(line: &str) -> Option<Diagnostic> {
    let (_, text) = line.split_once("at crate ")?;
    let (_, rest) = text.split_once(", file ")?;
    let (file, rest) = rest.split_once(": ")?;
    let (severity, rest) = rest.split_once(' ')?;
    let (_, rest) = rest.split_once("(\"")?;
    let (code, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once("line: ")?;
    let (line, _) = rest.split_once(',')?;
    // What is greyed out, such as tests, is no mistake.
    (code != "inactive-code").then(|| Diagnostic {
        file: file.into(),
        line: line.parse::<u64>().unwrap() + 1,
        code: code.to_owned(),
        is_error: severity == "Error",
        text: text.to_owned(),
    })
}
