//! Commands: what is used.

use crate::app::Place;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicUsize};

/// One annotated function, made by the expansion of `#[telemetry::command]`.
#[derive(Debug)]
pub struct Command {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
}

/// Every command of the program, collected when it is linked.
#[linkme::distributed_slice]
pub static COMMANDS: [Command];

impl Command {
    /// A command that was not entered yet.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self { name, place }
    }
}

/// Marks the command as active until it is dropped.
#[derive(Debug)]
pub struct Active(Option<&'static Command>);

/// Called at the top of every annotated function.
#[inline]
pub fn enter(_command: &'static Command) -> Active {
    Active(None)
}
