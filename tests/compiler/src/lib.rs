//! The real compiler, for tests that look at what it makes of a source, or at what it says about
//! it.
//!
//! ```no_run
//! let said = compiler::rustc(&["telemetry"]).args(["--emit", "metadata", "source.rs"]).output();
//! ```
//!
//! Cargo compiles whole packages with everything they stand on, and prints what it likes. A source
//! that differs from another in one line, or must not compile, is a case for the compiler alone;
//! what it needs are libraries that were compiled for it.

#![expect(
    clippy::missing_panics_doc,
    reason = "wherever the machine does not let the tests work, they panic"
)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The compiler that cargo uses, about to compile a source of this workspace's edition, which may
/// use these libraries: of `telemetry`, the facade, and `tokio`.
#[must_use]
pub fn rustc(libraries: &[&str]) -> Command {
    with_libraries(bare_rustc(), "2024", &LIBRARIES, libraries)
}

/// The same with a facade that was compiled with its feature `debug-images`. Only what has that
/// feature is compiled once more.
#[must_use]
pub fn rustc_with_debug_images(libraries: &[&str]) -> Command {
    static LIBRARIES: Libraries = LazyLock::new(|| compiled(&["--features", "opt-in-telemetry/debug-images"]));
    with_libraries(bare_rustc(), "2024", &LIBRARIES, libraries)
}

/// The same for a source of any edition, with a facade from which telemetry was left out, by its
/// feature `off`.
#[must_use]
pub fn rustc_left_out(edition: &str, libraries: &[&str]) -> Command {
    static LIBRARIES: Libraries = LazyLock::new(|| compiled(&["--features", "opt-in-telemetry/off"]));
    with_libraries(bare_rustc(), edition, &LIBRARIES, libraries)
}

/// Whether this is the compiler whose messages and expansions the golden files hold: the one that
/// `.ci/run` names. Others word the same in another way, which proves nothing about us; a test that
/// does not compare for that reason says so.
#[must_use]
pub fn is_the_golden_one() -> bool {
    let ci = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.ci/run");
    let ci = std::fs::read_to_string(ci).unwrap_or_default();
    let golden = ci.lines().find_map(|line| line.strip_prefix("compiler="));
    let golden = golden.expect("`.ci/run` names a compiler");
    let output = bare_rustc().arg("--version").output().expect("a compiler");
    let said = String::from_utf8(output.stdout).expect("text");
    let version = said.split_whitespace().nth(1).unwrap_or_default();
    let is_golden = version.starts_with(&format!("{golden}."));
    if !is_golden {
        println!("golden files are of compiler {golden} and this is {version}: not compared");
    }
    is_golden
}

/// The same for clippy, which is a compiler that says more, and a source of any edition. `None` if
/// it is not installed.
#[must_use]
pub fn clippy(edition: &str, libraries: &[&str]) -> Option<Command> {
    let output = bare_rustc().args(["--print", "sysroot"]).output().expect("a compiler");
    let sysroot = String::from_utf8(output.stdout).expect("a path in UTF-8");
    let name = format!("clippy-driver{}", std::env::consts::EXE_SUFFIX);
    let clippy = Path::new(sysroot.trim()).join("bin").join(name);
    let command = Command::new(&clippy);
    clippy
        .is_file()
        .then(|| with_libraries(command, edition, &LIBRARIES, libraries))
}

fn bare_rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn with_libraries(mut command: Command, edition: &str, compiled: &Libraries, libraries: &[&str]) -> Command {
    command.args(["--edition", edition]);
    for name in libraries {
        let library = &compiled[*name];
        let directory = library.parent().expect("a file is in a directory");
        command
            .arg("--extern")
            .arg(format!("{name}={}", library.display()))
            .arg("-L")
            .arg(format!("dependency={}", directory.display()));
    }
    command
}

/// The compiled libraries that this package is built with, as cargo names them. Not the newest of
/// that name in the target directory: builds with other features leave others, and so does another
/// profile.
static LIBRARIES: Libraries = LazyLock::new(|| compiled(&[]));

type Libraries = LazyLock<BTreeMap<String, PathBuf>>;

fn compiled(options: &[&str]) -> BTreeMap<String, PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut cargo = Command::new(cargo);
    // Those of the package whose tests run. `ring` is compiled again wherever they change, and with
    // it all that stands on it.
    for (variable, _) in std::env::vars_os() {
        let is_of_package = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if variable.to_str().is_some_and(is_of_package) {
            cargo.env_remove(variable);
        }
    }
    // This library alone: the program of a package that is being tested must not be replaced while
    // its tests run it.
    let output = cargo
        .args(["build", "--quiet", "--package", "compiler", "--lib"])
        .args(["--message-format", "json"])
        .args(options)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    messages.flatten().filter_map(|message| library(&message)).collect()
}

/// The name and file of the library that a message of cargo's tells of.
fn library(message: &Value) -> Option<(String, PathBuf)> {
    let name = message["target"]["name"].as_str()?.to_owned();
    let files = message["filenames"].as_array()?;
    let mut files = files.iter().filter_map(Value::as_str).map(Path::new);
    let file = files.find(|file| file.extension() == Some(OsStr::new("rlib")))?;
    Some((name, file.to_owned()))
}
