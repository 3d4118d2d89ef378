//! The small world of the tour: a server, two releases, and users with a home directory each.

use crate::Result;
use crate::builds::{Build, PROGRAM};
use crate::ledger::Ledger;
use receiver::Receiver;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// Everything that takes part.
pub(crate) struct World {
    /// Where the developers look.
    pub(crate) server: Receiver,
    /// What must arrive there.
    pub(crate) ledger: Ledger,
    builds: [Build; 2],
    homes: TempDir,
}

/// Which of the two releases a user has.
#[derive(Clone, Copy)]
pub(crate) enum Release {
    /// 3.1.0
    First,
    /// 3.2.0
    Second,
}

/// The user's configuration file before anybody thinks of telemetry.
const CONFIG: &str = "\
marketplace:
  name: paper
  balance_eur: 10000
triggers:
  - name: dip
    drop_percent: 10
    within: 24h
    buy_eur: 25
    cooldown: 3d
";

/// The lines that give consent.
const CONSENT: &str = "\
telemetry:
  collect: true
";

impl World {
    /// A world in which nothing has happened yet.
    pub(crate) fn new(builds: [Build; 2]) -> Result<Self> {
        let homes = TempDir::with_prefix("tour-")?;
        Ok(Self {
            server: Receiver::start(),
            ledger: Ledger::default(),
            builds,
            homes,
        })
    }

    /// The full name of a release.
    pub(crate) fn release(&self, release: Release) -> &str {
        &self.build(release).release
    }

    /// Makes a home directory with the program's configuration file.
    pub(crate) fn arrive(&self, user: &str) -> Result<()> {
        let config = self.config(user);
        fs::create_dir_all(config.parent().unwrap_or(&config))?;
        Ok(fs::write(config, CONFIG)?)
    }

    /// Writes the two lines into the user's configuration file.
    pub(crate) fn consent(&self, user: &str) -> Result<()> {
        println!("  {user:>5} adds two lines to config.yml: `telemetry:` and `  collect: true`.");
        Ok(fs::write(self.config(user), format!("{CONFIG}{CONSENT}"))?)
    }

    /// Runs the program to its end, and returns its result.
    pub(crate) fn run(
        &self,
        user: &str,
        release: Release,
        arguments: &[&str],
        extra: &[(&str, &str)],
    ) -> Result<Output> {
        let start = Instant::now();
        let output = self.command(user, release, arguments, extra).output()?;
        let mut line: Vec<String> = extra.iter().map(|(name, value)| format!("{name}={value}")).collect();
        line.push(PROGRAM.to_owned());
        line.extend(arguments.iter().map(|&argument| argument.to_owned()));
        let (line, milliseconds) = (line.join(" "), start.elapsed().as_millis());
        println!("  {user:>5} $ {line:<50} {}, {milliseconds} ms", output.status);
        Ok(output)
    }

    /// Starts the program and does not wait for its end.
    pub(crate) fn start(&self, user: &str, release: Release, arguments: &[&str]) -> Result<Child> {
        println!("  {user:>5} $ {PROGRAM} {} &", arguments.join(" "));
        let mut command = self.command(user, release, arguments, &[]);
        Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// Everything in a user's home directory: paths and contents.
    pub(crate) fn files(&self, user: &str) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
        let mut files = BTreeMap::new();
        walk(&self.home(user), &mut files)?;
        Ok(files)
    }

    /// The program's data directory of a user.
    pub(crate) fn data(&self, user: &str) -> PathBuf {
        self.home(user)
            .join(if cfg!(target_os = "macos") {
                MACOS
            } else {
                ".local/share"
            })
            .join(PROGRAM)
    }

    /// The names of the users by their ids.
    pub(crate) fn users(&self) -> Result<BTreeMap<String, String>> {
        let mut users = BTreeMap::new();
        for home in fs::read_dir(self.homes.path())? {
            let name = home?.file_name().to_string_lossy().into_owned();
            if let Ok(id) = fs::read(self.data(&name).join("user_id.json")) {
                users.insert(serde_json::from_slice(&id)?, name);
            }
        }
        Ok(users)
    }

    fn build(&self, release: Release) -> &Build {
        match release {
            Release::First => &self.builds[0],
            Release::Second => &self.builds[1],
        }
    }

    fn home(&self, user: &str) -> PathBuf {
        self.homes.path().join(user)
    }

    fn config(&self, user: &str) -> PathBuf {
        let directory = self
            .home(user)
            .join(if cfg!(target_os = "macos") { MACOS } else { ".config" });
        directory.join(PROGRAM).join("config.yml")
    }

    /// The program with nothing of the real user's environment: a `CI`, a `DO_NOT_TRACK` or a proxy
    /// there must not matter.
    fn command(&self, user: &str, release: Release, arguments: &[&str], extra: &[(&str, &str)]) -> Command {
        let home = self.home(user);
        let mut command = Command::new(&self.build(release).executable);
        command
            .args(arguments)
            .current_dir(&home)
            .stdin(Stdio::null())
            .env_clear()
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("HOME", home)
            .env("VIGILANT_CRYPTO_SNATCH_TELEMETRY_DSN", self.server.dsn())
            .envs(extra.iter().copied());
        command
    }
}

/// Where macOS keeps both configuration and data.
const MACOS: &str = "Library/Application Support";

fn walk(directory: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            // An empty directory is something, too.
            files.insert(path.clone(), Vec::new());
            walk(&path, files)?;
        } else {
            files.insert(path.clone(), fs::read(&path)?);
        }
    }
    Ok(())
}
