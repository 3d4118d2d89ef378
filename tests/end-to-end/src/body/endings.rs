//! Actions that end the program.

use super::{Action, Failure};

pub(super) const ACTIONS: &[(&str, Action)] = &[("exit", exit), ("err", err), ("chain", chain)];

/// `process::exit` with this code.
fn exit(code: &str) -> Result<(), Failure> {
    std::process::exit(code.parse().map_err(|_| Failure::new("not a code"))?)
}

/// `main` returns an error with this message.
fn err(message: &str) -> Result<(), Failure> {
    Err(Failure::new(message))
}

/// `outer/inner`: `main` returns an error with a source.
fn chain(messages: &str) -> Result<(), Failure> {
    let (outer, inner) = messages.split_once('/').unwrap_or((messages, "no reason"));
    Err(Failure::because_of(outer, Failure::new(inner)))
}
