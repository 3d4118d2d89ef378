//! How long a whole run takes.

use crate::programs::{Kind, Programs};
use harness::{Home, Homes, LONGEST, Network, Result, Server, added, share, time};
use std::fmt::Write as _;
use std::thread;
use std::time::{Duration, Instant};

/// After so long a program is run no more: of one that waits for the network, few rounds say
/// enough.
const ENOUGH: Duration = Duration::from_secs(20);
/// Longer than an uploader takes for what two runs left.
const PATIENCE: Duration = Duration::from_secs(10);

/// A program and its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telemetry {
    None,
    /// None, and three files and a child all the same.
    Floor,
    /// Ours, of a user who said nothing.
    Off,
    /// Ours, of a user who consented and ran the program before.
    On,
    /// The same on the first run: directories and an id are made, too.
    First,
    /// The plain client needs no consent.
    Lean,
    Default,
}

impl Telemetry {
    pub(crate) const ALL: [Self; 7] = [
        Self::None,
        Self::Floor,
        Self::Off,
        Self::On,
        Self::First,
        Self::Lean,
        Self::Default,
    ];

    fn kind(self, with_server: bool) -> Kind {
        match self {
            Self::None => Kind::Bare,
            Self::Floor => Kind::Floor,
            Self::Off | Self::On | Self::First if with_server => Kind::Ours,
            Self::Off | Self::On | Self::First => Kind::OursWithoutDsn,
            Self::Lean => Kind::Lean,
            Self::Default => Kind::Default,
        }
    }
}

/// Every state of the network, and what the table calls it.
const STATES: [(&str, Option<Network>); 6] = [
    ("healthy", Some(Network::Answers(Duration::ZERO))),
    ("slow (500 ms)", Some(Network::Answers(Duration::from_millis(500)))),
    ("refused", Some(Network::Refused)),
    ("silent (accepts, never answers)", Some(Network::Silent)),
    ("no route (packets vanish)", Some(Network::NoRoute)),
    ("no DSN", None),
];

/// The homes that runs of ours start with.
pub(crate) struct Users {
    said_nothing: Home,
    ran_before: Home,
}

impl Users {
    pub(crate) fn new(homes: &mut Homes, programs: &Programs) -> Result<Self> {
        let said_nothing = homes.of_user("working", false)?;
        let ran_before = homes.of_user("working", true)?;
        let server = Server::start(Network::Answers(Duration::ZERO))?;
        let mut command = ran_before.command(programs.of(Kind::Ours));
        time(command.arg("work").env("WORKING_TELEMETRY_DSN", server.dsn()))?;
        let start = Instant::now();
        while !ran_before.processes().is_empty() && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(20));
        }
        if server.requests() == 0 {
            return Err("what the program recorded did not arrive".into());
        }
        Ok(Self {
            said_nothing,
            ran_before,
        })
    }

    /// The home for one run.
    pub(crate) fn home(&self, homes: &mut Homes, telemetry: Telemetry) -> Result<Home> {
        match telemetry {
            Telemetry::On => homes.copy_of(&self.ran_before),
            Telemetry::First => homes.of_user("working", true),
            _ => homes.copy_of(&self.said_nothing),
        }
    }
}

pub(crate) fn table(homes: &mut Homes, programs: &Programs, rounds: u32) -> Result<String> {
    let users = Users::new(homes, programs)?;
    let mut text = "| median / 99th percentile, ms | bare | three files and a child | ours, off | ours, on | ours, on, first run | plain, reduced | plain, defaults |\n\
                    |---|--:|--:|--:|--:|--:|--:|--:|\n"
        .to_owned();
    // What happens to a machine once in a hundred runs is seen better where there are some
    // hundreds.
    let mut with_server = Telemetry::ALL.map(|_| Vec::new());
    for (title, network) in STATES {
        eprintln!("Running, {title} …");
        let server = network.map(Server::start).transpose()?;
        let times = row(homes, programs, &users, server.as_ref(), rounds)?;
        let _ = writeln!(text, "| {title} | {} |", cells(&times).join(" | "));
        if server.is_some() {
            for (all, times) in with_server.iter_mut().zip(times) {
                all.extend(times);
            }
        }
    }
    let _ = writeln!(text, "| all with a DSN | {} |", cells(&with_server).join(" | "));
    Ok(text)
}

/// All programs in turn, round by round.
fn row(
    homes: &mut Homes,
    programs: &Programs,
    users: &Users,
    server: Option<&Server>,
    rounds: u32,
) -> Result<[Vec<Duration>; Telemetry::ALL.len()]> {
    let mut times = Telemetry::ALL.map(|_| Vec::new());
    for _ in 0..rounds {
        for (telemetry, times) in Telemetry::ALL.into_iter().zip(&mut times) {
            if times.iter().sum::<Duration>() >= ENOUGH {
                continue;
            }
            // Another program leaves the machine's caches as it wants them, a heavy one more so.
            // Each is run twice, and the second run counts.
            run(homes, programs, users, server, telemetry)?;
            times.push(run(homes, programs, users, server, telemetry)?);
        }
    }
    Ok(times)
}

/// Once, in a home of its own, of which nothing is left.
fn run(
    homes: &mut Homes,
    programs: &Programs,
    users: &Users,
    server: Option<&Server>,
    telemetry: Telemetry,
) -> Result<Duration> {
    let home = users.home(homes, telemetry)?;
    let mut command = home.command(programs.of(telemetry.kind(server.is_some())));
    command.arg("work");
    if let Some(server) = server {
        command
            .env("WORKING_TELEMETRY_DSN", server.dsn())
            .env("SENTRY_DSN", server.dsn());
    }
    let took = time(&mut command)?;
    home.leave();
    Ok(took)
}

/// The bare program's milliseconds, and what the others take on top.
fn cells(times: &[Vec<Duration>; Telemetry::ALL.len()]) -> Vec<String> {
    let [bare, others @ ..] = times;
    let mut cells = vec![format!("{:.2} / {:.2}", share(bare, 50), share(bare, 99))];
    for times in others {
        cells.push(if times.iter().any(|time| *time >= LONGEST) {
            format!("killed after {} s", LONGEST.as_secs())
        } else {
            added(times, bare, 2)
        });
    }
    cells
}
