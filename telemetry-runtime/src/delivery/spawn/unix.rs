//! Starts a child that the program need not wait for, where std cannot start a process that is no
//! child.

#![expect(unsafe_code, reason = "std has no timer that survives `exec`")]

use super::launch::{Launch, TIME_LIMIT};
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
    pub(in crate::delivery) fn new(launch: &Launch) -> io::Result<Self> {
        let mut command = Command::new(&launch.program);
        // SAFETY: between `fork` and `exec` it makes two system calls, and neither allocates nor
        // locks.
        unsafe {
            command.pre_exec(|| {
                limit_time();
                Ok(())
            })
        };
        command
            .arg0(&launch.name)
            .env_clear()
            .envs(launch.environment.iter().map(|(name, value)| (name, value)))
            .current_dir("/")
            .process_group(0)
            .stdin(launch.lock.get()?.try_clone()?)
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

/// Has the operating system end this process after the time limit. The timer survives `exec`, so
/// it also ends an uploader whose constructors (code before `main`) never return.
fn limit_time() {
    let seconds = libc::c_uint::try_from(TIME_LIMIT.as_secs()).unwrap_or(libc::c_uint::MAX);
    // SAFETY: plain system calls on this process. The program may ignore the signal, and an
    // ignored one stays ignored.
    unsafe {
        libc::signal(libc::SIGALRM, libc::SIG_DFL);
        libc::alarm(seconds);
    }
}
