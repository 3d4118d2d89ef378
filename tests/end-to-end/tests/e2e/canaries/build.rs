//! The program full of canaries, compiled in directories that are canaries, as a user compiles one
//! who installs it from its source.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub(super) const MAIN: &str = include_str!("planted/main.rs");
pub(super) const TOLD: &str = include_str!("planted/told.rs");

/// Messages are scrubbed.
pub(super) static SCRUBBED: LazyLock<PathBuf> = LazyLock::new(|| compile("scrubbed", &[]));
/// `messages = "withheld"`.
pub(super) static WITHHELD: LazyLock<PathBuf> = LazyLock::new(|| compile("withheld", &["--cfg", "withheld"]));

fn compile(name: &str, options: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("canaries").join(name);
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(&path, text).expect("a source");
        path
    };
    let main = write("zqbuildkx/snatch/src/main.rs", MAIN);
    write("zqbuildkx/snatch/src/told.rs", TOLD);
    write("zqbuildkx/zqoutsidekx/shared.rs", include_str!("planted/shared.rs"));
    let included = write("zqincludedkx/included.rs", include_str!("planted/included.rs"));
    let prices = write(
        "zqhomeofcargokx/registry/src/index.crates.io-1949cf8c6b5b557f/prices-1.0.0/src/lib.rs",
        include_str!("planted/prices.rs"),
    );
    let program = write("zqtargetkx/zqprogramkx", "");
    let library = root.join("libprices.rlib");

    let mut rustc = compiler::rustc(&[]);
    rustc.args(["--crate-name", "prices", "--crate-type", "lib", "-C", "debuginfo=1"]);
    let status = rustc.arg(&prices).arg("-o").arg(&library).status();
    assert!(status.expect("a compiler").success());

    let mut rustc = compiler::rustc(&["telemetry", "sentry"]);
    rustc
        .args([
            "--crate-name",
            "snatch",
            "-C",
            "debuginfo=1",
            "--check-cfg",
            "cfg(withheld)",
        ])
        .args(options)
        .arg("--extern")
        .arg(format!("prices={}", library.display()))
        .arg(&main)
        .arg("-o")
        .arg(&program)
        .current_dir(&root)
        .env("INCLUDED", included.parent().expect("a directory"))
        // What cargo says of the package.
        .env("CARGO_MANIFEST_DIR", root.join("zqbuildkx/snatch"))
        .env("CARGO_PKG_NAME", "snatch")
        .env("CARGO_PKG_VERSION", "1.2.3");
    assert!(rustc.status().expect("a compiler").success());
    program
}
