//! Actions that panic.

use super::{Action, Failure};

pub(super) const ACTIONS: &[(&str, Action)] = &[("panic", panic)];

/// With this message.
fn panic(message: &str) -> Result<(), Failure> {
    panic!("{message}")
}
