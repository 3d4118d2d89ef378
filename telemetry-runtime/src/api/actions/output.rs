//! Prints what an action says.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// On stdout. Whoever reads no more wants no more.
pub(super) fn said(text: impl AsRef<str>) -> ExitCode {
    bytes_said(text.as_ref().as_bytes())
}

pub(super) fn bytes_said(bytes: &[u8]) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => failed(error),
        _ => ExitCode::SUCCESS,
    }
}

pub(super) fn failed(why: impl Display) -> ExitCode {
    // That nobody can be told changes nothing of it.
    let _ = writeln!(io::stderr(), "{why}");
    ExitCode::FAILURE
}
