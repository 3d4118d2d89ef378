//! Sources with annotated functions, compiled as they are and without the attributes, with debug
//! information.

use crate::twin::without_attribute;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A source and the programs that were made of it.
pub(crate) struct Compiled {
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only `breakpoints` reads it"))]
    pub(crate) source: &'static str,
    pub(crate) annotated: PathBuf,
    pub(crate) bare: PathBuf,
}

/// Commands, and a `main`.
pub(crate) static WAYS: LazyLock<Compiled> = LazyLock::new(|| compile("ways", include_str!("../sources/ways.rs")));

/// The same with `async fn`.
pub(crate) static WAYS_ASYNC: LazyLock<Compiled> =
    LazyLock::new(|| compile("ways_async", include_str!("../sources/ways_async.rs")));

fn compile(name: &str, source: &'static str) -> Compiled {
    let programs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lints").join(name);
    Compiled {
        source,
        annotated: program(&programs.join("annotated"), source),
        bare: program(&programs.join("bare"), &without_attribute(source)),
    }
}

/// The program that is made of a source. Its file and its crate are named `program`, whatever it
/// is.
fn program(folder: &Path, source: &str) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("program.rs"), source).unwrap();
    let output = compiler::rustc(&["telemetry", "tokio"])
        .args(["-C", "debuginfo=2", "program.rs"])
        .current_dir(folder)
        .env("CARGO_PKG_NAME", "ways")
        .env("CARGO_PKG_VERSION", "0.1.0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("program").with_extension(std::env::consts::EXE_EXTENSION)
}
