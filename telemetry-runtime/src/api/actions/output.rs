//! Prints the results of the actions.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints to stdout. A closed pipe is no failure, because the reader needs no more.
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
    // If stderr cannot be written either, the exit code still reports the failure.
    let _ = writeln!(io::stderr(), "{why}");
    ExitCode::FAILURE
}
