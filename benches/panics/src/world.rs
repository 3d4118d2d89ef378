//! Runs one program to its end, in a home of its own.

use crate::Result;
use crate::server::Server;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a program has for telemetry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telemetry {
    None,
    /// Ours, of a user who said nothing.
    Off,
    /// Ours, of a user who consented, on the first run: directories and an id are made, too, and an uploader is started.
    On,
    /// The plain `sentry` client, which asks nobody.
    Plain,
}

impl Telemetry {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Off, Self::On, Self::Plain];
}

/// No program may take longer.
pub(crate) const LONGEST: Duration = Duration::from_secs(30);

/// Longer than an uploader waits before it sends.
const PATIENCE: Duration = Duration::from_secs(5);

/// So long after the last request nobody is sending any more.
const QUIET: Duration = Duration::from_millis(150);

/// Where all homes are.
#[derive(Debug)]
pub(crate) struct World {
    directory: TempDir,
    homes: u32,
}

impl World {
    pub(crate) fn new() -> Result<Self> {
        let directory = TempDir::with_prefix("panics-")?;
        Ok(Self { directory, homes: 0 })
    }

    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// How long the program takes, and how many panics the server was told of.
    pub(crate) fn run(
        &mut self,
        program: &Path,
        telemetry: Telemetry,
        run: &str,
        server: &Server,
    ) -> Result<(Duration, usize)> {
        self.homes += 1;
        let home = self.directory.path().join(format!("home-{}", self.homes));
        let config = home.join(if cfg!(target_os = "macos") {
            "Library/Application Support/panicking"
        } else {
            ".config/panicking"
        });
        fs::create_dir_all(&config)?;
        if telemetry == Telemetry::On {
            fs::write(config.join("config.yml"), "telemetry:\n  collect: true\n")?;
        }
        let mut command = Command::new(program);
        command
            .arg(run)
            .env_clear()
            .env("HOME", &home)
            .env("PANICKING_TELEMETRY_DSN", server.dsn())
            .env("SENTRY_DSN", server.dsn())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let (before, panics) = (server.requests(), server.panics());
        let time = time(&mut command)?;
        if telemetry == Telemetry::On {
            settle(server, before);
        }
        Ok((time, server.panics() - panics))
    }
}

/// From the start of the process to its end.
fn time(command: &mut Command) -> Result<Duration> {
    let start = Instant::now();
    let mut child = command.spawn()?;
    let id = child.id().to_string();
    let (ended, end) = mpsc::channel::<()>();
    let watchdog = thread::spawn(move || {
        if end.recv_timeout(LONGEST) == Err(mpsc::RecvTimeoutError::Timeout) {
            let _ = Command::new("kill").args(["-9", &id]).status();
        }
    });
    child.wait()?;
    let time = start.elapsed();
    drop(ended);
    let _ = watchdog.join();
    Ok(time)
}

/// Waits until the uploader has sent what it has, so that it does not disturb the next program.
fn settle(server: &Server, before: usize) {
    let start = Instant::now();
    while server.requests() == before && start.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(10));
    }
    loop {
        let before = server.requests();
        thread::sleep(QUIET);
        if server.requests() == before {
            return;
        }
    }
}
