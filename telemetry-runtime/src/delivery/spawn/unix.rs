//! Starts a child that the program need not wait for, where std cannot start a process that is no
//! child.

use super::Order;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// An uploader that was started.
#[derive(Debug)]
pub(in crate::delivery) struct Started(Child);

impl Started {
    /// Starts the program with this environment, and none of this process's. In a group of its own,
    /// a Ctrl-C on the terminal does not reach it.
    ///
    /// # Errors
    /// What the system says.
    pub(in crate::delivery) fn new(order: &Order) -> io::Result<Self> {
        Command::new(&order.program)
            .arg0(&order.name)
            .env_clear()
            .envs(order.environment.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(order.lock.try_clone()?)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(Self)
    }

    /// Whether it ended. If so, it is reaped: a program that runs for long must not collect
    /// zombies.
    pub(in crate::delivery) fn is_over(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }
}
