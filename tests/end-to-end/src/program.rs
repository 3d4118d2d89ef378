//! A program to be run in a scratch home, with an environment that is only what the test says.

use crate::finished::Finished;
use crate::home::Home;
use crate::running::Running;
use std::ffi::OsStr;
#[cfg(unix)]
use std::os::unix::process::CommandExt;
#[cfg(windows)]
use std::os::windows::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
#[cfg(windows)]
use windows_sys::Win32::System::Threading::CREATE_SUSPENDED;

/// A program that was not started yet.
#[derive(Debug)]
pub struct Program<'a> {
    command: Command,
    home: &'a Home,
}

impl<'a> Program<'a> {
    /// The program with nothing in its environment but where its home is.
    pub(crate) fn new(home: &'a Home, path: &Path) -> Self {
        let mut command = Command::new(path);
        command
            .env_clear()
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.config_home())
            .env("XDG_DATA_HOME", home.data_home())
            // Neither is `/`, which an uploader should take, nor the home, where nothing should be
            // made.
            .current_dir(home.beside())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(windows)]
        command
            // Until it is known as a process of this home.
            .creation_flags(CREATE_SUSPENDED)
            .env("USERPROFILE", home.path())
            .env("APPDATA", home.config_home())
            .env("LOCALAPPDATA", home.data_home())
            .env("SystemRoot", std::env::var_os("SystemRoot").expect("a system"));
        // A shell that starts the tests in the background has them ignore Ctrl-C, and the programs
        // would inherit it.
        #[cfg(unix)]
        // SAFETY: `signal` may be called between `fork` and `exec`.
        unsafe {
            command.pre_exec(|| {
                for signal in [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM] {
                    libc::signal(signal, libc::SIG_DFL);
                }
                Ok(())
            });
        }
        Self { command, home }
    }

    /// Runs it as this user and group.
    #[cfg(unix)]
    pub(crate) fn of_user(mut self, user: u32) -> Self {
        self.command.uid(user).gid(user);
        self
    }

    /// What the program shall do, one action after the other: see `src/body`.
    #[must_use]
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes a variable from its environment.
    #[must_use]
    pub fn without_env(mut self, name: impl AsRef<OsStr>) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Where it sends to, by the variable that is honoured for this machine only.
    #[must_use]
    pub fn dsn(self, dsn: &str) -> Self {
        self.env("E2E_TELEMETRY_DSN", dsn)
    }

    /// Whatever else `std` can set.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Command)) -> Self {
        change(&mut self.command);
        self
    }

    /// Starts it.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(self) -> Running<'a> {
        Running::start(self.command, self.home)
    }

    /// Runs it to its end. Its standard input is empty.
    ///
    /// # Panics
    /// If it cannot be started, or does not end within a minute.
    pub fn run(self) -> Finished {
        self.start().finish()
    }
}
