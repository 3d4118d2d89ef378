//! The program, compiled as cargo compiles a member of a workspace: from its root, and with files
//! that are named from there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The package in this repository.
pub(super) static SNATCH: LazyLock<PathBuf> = LazyLock::new(|| source().join("programs/snatch"));

/// A stripped release with the sources.
pub(super) static EMBEDDING: LazyLock<Build> = LazyLock::new(|| Build::new("embedding", true, STRIPPED));
/// The same, as everybody compiles it who does not ask for them.
pub(super) static PLAIN: LazyLock<Build> = LazyLock::new(|| Build::new("plain", false, STRIPPED));
/// As one is developed.
pub(super) static UNSTRIPPED: LazyLock<Build> =
    LazyLock::new(|| Build::new("unstripped", true, &["-C", "debuginfo=2"]));

const STRIPPED: &[&str] = &["-C", "opt-level=2", "-C", "strip=symbols"];

/// A program, and the folder in which it was compiled.
#[derive(Debug)]
pub(super) struct Build {
    pub(super) workspace: PathBuf,
    pub(super) program: PathBuf,
    pub(super) dep_info: PathBuf,
}

impl Build {
    pub(super) fn new(folder: &str, embedding: bool, arguments: &[&str]) -> Self {
        let workspace = copy(folder);
        for (name, root) in [("prices", "libraries/prices"), ("snatch", "programs/snatch")] {
            let mut library = compiler::rustc(&[]);
            library
                .args(["--crate-name", name, "--crate-type", "lib", "-C", "metadata=library"])
                .args(arguments)
                .arg(format!("{root}/src/lib.rs"))
                .current_dir(&workspace);
            assert!(library.status().expect("a compiler").success());
        }
        let mut program = program(&workspace);
        program
            .args(arguments)
            .args(["--emit", "link=snatch,dep-info=snatch.d"]);
        if embedding {
            program.env("TELEMETRY_SOURCE_CONTEXT", "1");
        }
        assert!(program.status().expect("a compiler").success());
        Self {
            program: workspace.join("snatch"),
            dep_info: workspace.join("snatch.d"),
            workspace,
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.program).expect("the program")
    }

    /// Whether the text stands somewhere in the program.
    pub(super) fn holds(&self, text: &str) -> bool {
        let bytes = self.bytes();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }
}

/// What the compiler says where it cannot compile the program.
pub(super) fn mistake(change: impl FnOnce(&mut Command) -> &mut Command) -> String {
    let mut rustc = program(&PLAIN.workspace);
    let output = change(rustc.args(["--emit", "metadata=mistake"]))
        .output()
        .expect("a compiler");
    assert!(!output.status.success());
    String::from_utf8(output.stderr).expect("text")
}

/// The compiler, about to compile the program in this folder.
fn program(workspace: &Path) -> Command {
    let mut rustc = compiler::rustc(&["telemetry"]);
    rustc
        .args(["--crate-name", "snatch"])
        .args(["--extern", "prices=libprices.rlib", "--extern", "snatch=libsnatch.rlib"])
        .arg("programs/snatch/src/main.rs")
        .current_dir(workspace)
        // What cargo says of the package.
        .env("CARGO_MANIFEST_DIR", workspace.join("programs/snatch"))
        .env("CARGO_PKG_NAME", "snatch")
        .env("CARGO_PKG_VERSION", "1.2.3")
        .env_remove("TELEMETRY_SOURCE_CONTEXT");
    rustc
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/sources/workspace")
}

/// A copy of the sources in a folder of this name, with a link that leads out of the package's
/// `src`.
fn copy(folder: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sources").join(folder);
    for file in [
        "programs/snatch/src/main.rs",
        "programs/snatch/src/lib.rs",
        "programs/snatch/src/trade.rs",
        "programs/snatch/elsewhere/secret.rs",
        "libraries/prices/src/lib.rs",
        "libraries/prices/src/trade.rs",
    ] {
        let path = workspace.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::copy(source().join(file), path).expect("a copy");
    }
    let link = workspace.join("programs/snatch/src/linked.rs");
    if !link.is_symlink() {
        std::os::unix::fs::symlink("../elsewhere/secret.rs", link).expect("a link");
    }
    workspace
}
