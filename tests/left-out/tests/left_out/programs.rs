//! The program of `src/main.rs`, in each way to build it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Without any attribute.
pub(crate) static BARE: LazyLock<PathBuf> = LazyLock::new(|| cargo("bare", &["--no-default-features"]));

/// With all of them, by whoever sets `RUSTFLAGS`.
pub(crate) static BY_CFG: LazyLock<PathBuf> = LazyLock::new(|| cargo("by-cfg", &[]));

/// By whoever turns on the feature. In this build that does not spare anything that telemetry
/// depends on.
pub(crate) static BY_FEATURE: LazyLock<PathBuf> = LazyLock::new(|| {
    let rustc = compiler::rustc_left_out("2024", &["telemetry"]);
    compile("by-feature", rustc, "3", true)
});

/// The same as nobody ships it.
pub(crate) static UNOPTIMISED: LazyLock<PathBuf> = LazyLock::new(|| {
    let rustc = compiler::rustc_left_out("2024", &["telemetry"]);
    compile("unoptimised", rustc, "0", true)
});

/// With all that the attributes ask for.
pub(crate) static ORDINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let rustc = compiler::rustc(&["telemetry"]);
    compile("ordinary", rustc, "3", true)
});

/// Without any attribute, by the compiler alone.
pub(crate) static WITHOUT_ATTRIBUTES: LazyLock<PathBuf> =
    LazyLock::new(|| compile("without-attributes", compiler::rustc(&[]), "0", false));

/// Where cargo builds what it builds under `--cfg telemetry_off`.
pub(crate) fn target_directory() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("left-out")
}

/// As distributions build it. Each has a target directory of its own: cargo names both programs
/// alike.
fn cargo(name: &str, options: &[&str]) -> PathBuf {
    let target = target_directory().join(name);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let output = Command::new(cargo)
        .args([
            "build",
            "--release",
            "--quiet",
            "--locked",
            "--offline",
            "--package",
            "left-out",
        ])
        .arg("--target-dir")
        .arg(&target)
        .args(options)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RUSTFLAGS", "--cfg telemetry_off")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .env("TELEMETRY_SOURCE_CONTEXT", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
    target
        .join("release/left-out")
        .with_extension(std::env::consts::EXE_EXTENSION)
}

/// By the compiler alone, with the libraries of this very build, and with its symbols.
fn compile(name: &str, mut rustc: Command, level: &str, with_attributes: bool) -> PathBuf {
    let program = target_directory()
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    std::fs::create_dir_all(target_directory()).unwrap();
    if with_attributes {
        rustc.args(["--cfg", "feature=\"telemetry\""]);
    }
    let output = rustc
        .args([
            "--crate-name",
            "left_out",
            "-C",
            &format!("opt-level={level}"),
            "tests/left-out/src/main.rs",
            "-o",
        ])
        .arg(&program)
        // As cargo does, whose programs name their files from there on.
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env("TELEMETRY_SOURCE_CONTEXT", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    program
}
