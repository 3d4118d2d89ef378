//! What `RUSTC_WRAPPER` names: `compiler-wrapper rustc <arguments>` starts the compiler as caches
//! and build farms do, its arguments in a file.

use std::io::Write;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let rustc = arguments.next().expect("cargo names the compiler");
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    for argument in arguments {
        writeln!(file, "{argument}").expect("written");
    }
    let status = Command::new(rustc)
        .arg(format!("@{}", file.path().display()))
        .status()
        .expect("a compiler");
    ExitCode::from(u8::from(!status.success()))
}
