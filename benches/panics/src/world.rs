//! Runs one program to its end, in a home of its own.

use harness::{Homes, Result, Server, time};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The telemetry of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telemetry {
    None,
    /// Ours, of a user who said nothing.
    Off,
    /// Ours, of a user who consented, on the first run: directories and an id are made, too, and an
    /// uploader is started.
    On,
    /// The plain `sentry` client, which needs no consent.
    Plain,
}

impl Telemetry {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Off, Self::On, Self::Plain];
}

/// Longer than an uploader waits before it sends.
const PATIENCE: Duration = Duration::from_secs(5);

/// After this time without a request, no process is sending any more.
const QUIET: Duration = Duration::from_millis(150);

/// How long the program takes, and how many panics the server received.
pub(crate) fn run(
    homes: &mut Homes,
    program: &Path,
    telemetry: Telemetry,
    what: &str,
    server: &Server,
) -> Result<(Duration, usize)> {
    let home = homes.of_user("panicking", telemetry == Telemetry::On)?;
    let mut command = home.command(program);
    command
        .arg(what)
        .env("PANICKING_TELEMETRY_DSN", server.dsn())
        .env("SENTRY_DSN", server.dsn());
    let (before, panics) = (server.requests(), server.panics());
    let time = time(&mut command)?;
    if telemetry == Telemetry::On {
        settle(server, before);
    }
    home.leave();
    Ok((time, server.panics() - panics))
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
