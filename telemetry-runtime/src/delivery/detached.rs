//! Starts a child that the program need not wait for, where there is no way to have an orphan at once.

use super::nudge::Order;
use std::io;
use std::process::{Child, Command, Stdio};

/// An uploader that was started.
#[derive(Debug)]
pub(super) struct Started(Child);

impl Started {
    /// Starts the program with this environment, and none of this process's.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn new(order: &Order) -> io::Result<Self> {
        let mut command = Command::new(&order.program);
        command
            .env_clear()
            .envs(order.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        detach(&mut command, order)?;
        command.spawn().map(Self)
    }

    /// Whether it ended. If so, it is reaped: a program that runs for long must not collect zombies.
    pub(super) fn is_over(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }
}

/// In a group of its own, a Ctrl-C on the terminal does not reach it. Its standard input is the lock itself.
#[cfg(unix)]
fn detach(command: &mut Command, order: &Order) -> io::Result<()> {
    use std::os::unix::process::CommandExt;
    command
        .arg0(&order.name)
        .process_group(0)
        .stdin(order.lock.try_clone()?);
    Ok(())
}

/// No console window, a group of its own, and little priority. The lock is let go; the child takes it.
#[cfg(windows)]
fn detach(command: &mut Command, order: &Order) -> io::Result<()> {
    use std::os::windows::process::CommandExt;
    use windows_sys::Win32::System::Threading::{
        BELOW_NORMAL_PRIORITY_CLASS, CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW,
    };
    order.lock.unlock()?;
    command
        .stdin(Stdio::null())
        .creation_flags(CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP | BELOW_NORMAL_PRIORITY_CLASS);
    Ok(())
}

#[cfg(not(any(unix, windows)))]
fn detach(command: &mut Command, order: &Order) -> io::Result<()> {
    order.lock.unlock()?;
    command.stdin(Stdio::null());
    Ok(())
}
