//! Starts an uploader from the user's program, if one is needed and none is at work.
//!
//! The order matters: the envelope is in the outbox before the lock is tried. Whoever finds the lock busy can rely on its holder,
//! who looks at the outbox once more after letting it go.

use super::child::{CONFIG, DATA, MARKER};
#[cfg(target_os = "linux")]
use super::orphan;
use super::state::State;
use crate::app::App;
use crate::dsn::Dsn;
use crate::obstacle::Obstacle;
use crate::paths::Paths;
use crate::{clock, files, patience, random};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// What waits is not worth a process more often than this.
const SELDOM: Duration = Duration::from_secs(10 * 60);

/// What the child needs of this environment, besides the program's own variables: its directories, its way to the network, and what
/// it takes to start at all.
const KEPT: &[&str] = &[
    "DO_NOT_TRACK",
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "LD_LIBRARY_PATH",
    #[cfg(windows)]
    "USERPROFILE",
    #[cfg(windows)]
    "APPDATA",
    #[cfg(windows)]
    "LOCALAPPDATA",
    #[cfg(windows)]
    "SystemRoot",
    #[cfg(windows)]
    "PATH",
];

/// The program's side of the delivery.
#[derive(Debug)]
pub(crate) struct Nudge {
    app: &'static App,
    paths: Paths,
    dsn: Option<Dsn>,
    executable: Option<Executable>,
    /// The uploaders that this process started as its children and that did not end yet, to be reaped.
    children: Mutex<Vec<Child>>,
    /// Why none could be started.
    pub(crate) obstacle: Obstacle,
}

impl Nudge {
    pub(crate) fn new(app: &'static App, paths: Paths, dsn: Option<Dsn>) -> Self {
        Self {
            app,
            paths,
            dsn,
            executable: Executable::of_this_process(),
            children: Mutex::new(Vec::new()),
            obstacle: Obstacle::default(),
        }
    }

    /// Something was pushed. `urgent` is what should not wait for the next ten minutes.
    pub(crate) fn nudge(&self, urgent: bool) {
        let Some(mut children) = patience::lock(&self.children) else {
            return;
        };
        // One that is still there may be past its last look at the outbox: only the lock tells whether it will see what was pushed.
        reap(&mut children);
        // That no uploader could be started is no failure: the next push, or the next run, tries again.
        let started = self.start(urgent);
        self.obstacle.note(&self.paths.lock(), &started);
        children.extend(started.unwrap_or_default());
    }

    /// Called now and then by programs that run for long and push nothing.
    pub(crate) fn reap(&self) {
        if let Some(mut children) = patience::lock(&self.children) {
            reap(&mut children);
        }
    }

    fn start(&self, urgent: bool) -> io::Result<Option<Child>> {
        let Some(dsn) = &self.dsn else { return Ok(None) };
        let now = clock::millis();
        if State::load(&self.paths.state())
            .waits(dsn.as_str(), "error", now, false)
            .is_some()
        {
            return Ok(None);
        }
        let lock = files::open(
            &self.paths.lock(),
            OpenOptions::new().read(true).write(true).create(true).truncate(false),
        )?;
        let metadata = lock.metadata()?;
        let recently = metadata.len() > 0 && is_recent(metadata.modified()?, SystemTime::now());
        let at_once = urgent || self.app.package.debug || dsn.is_loopback();
        if recently && !at_once {
            return Ok(None);
        }
        match lock.try_lock() {
            Ok(()) => self.spawn(lock),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Gives the child that is to be reaped, if it is one.
    fn spawn(&self, mut lock: File) -> io::Result<Option<Child>> {
        let Some(program) = self.executable.as_ref().and_then(Executable::path) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let number = random::uuid()?.simple().to_string();
        // In the place of what is there: that takes no room, so that a full disk can be told of, too.
        lock.rewind()?;
        lock.write_all(number.as_bytes())?;
        lock.set_len(number.len() as u64)?;
        let mut command = Command::new(program);
        let own = self.app.variable("_TELEMETRY");
        let kept = std::env::vars_os().filter(|(name, _)| {
            name.to_str()
                .is_some_and(|name| KEPT.contains(&name) || name == own || name.starts_with(&format!("{own}_")))
        });
        command
            .env_clear()
            .envs(kept)
            .env(MARKER, number)
            .env(DATA, &self.paths.data);
        if let Some(config) = &self.paths.config {
            command.env(CONFIG, config);
        }
        #[cfg(target_os = "linux")]
        if !orphan::comes_back() {
            return orphan::spawn(&command, &super::child::name(self.app.name), &lock).map(|()| None);
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        detach(&mut command, lock, self.app.name);
        command.spawn().map(Some)
    }
}

/// A start that is of the future was made before the clock was put back.
fn is_recent(started: SystemTime, now: SystemTime) -> bool {
    now.duration_since(started).is_ok_and(|age| age < SELDOM)
}

/// A long-running program must not collect zombies.
fn reap(children: &mut Vec<Child>) {
    children.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
}

/// In a group of its own, a Ctrl-C on the terminal does not reach it. Its standard input is the lock itself.
#[cfg(unix)]
fn detach(command: &mut Command, lock: File, app: &str) {
    use std::os::unix::process::CommandExt;
    command
        .arg0(super::child::name(app))
        .process_group(0)
        .current_dir("/")
        .stdin(lock);
}

/// No console window, a group of its own, and little priority. The lock is let go; the child takes it.
#[cfg(windows)]
fn detach(command: &mut Command, lock: File, _app: &str) {
    use std::os::windows::process::CommandExt;
    use windows_sys::Win32::System::Threading::{
        BELOW_NORMAL_PRIORITY_CLASS, CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW,
    };
    drop(lock);
    command
        .stdin(Stdio::null())
        .creation_flags(CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP | BELOW_NORMAL_PRIORITY_CLASS);
}

#[cfg(not(any(unix, windows)))]
fn detach(command: &mut Command, lock: File, _app: &str) {
    drop(lock);
    command.stdin(Stdio::null());
}

/// The program's own executable.
#[derive(Debug)]
struct Executable {
    path: PathBuf,
    /// What the file was when this process started. Nothing on Linux, where the path leads to that very file, even after it is gone.
    identity: Option<Identity>,
}

/// What tells one file from another that was put in its place.
type Identity = (u64, u64, u64, Option<SystemTime>);

impl Executable {
    fn of_this_process() -> Option<Self> {
        if cfg!(target_os = "linux") {
            return Some(Self {
                path: "/proc/self/exe".into(),
                identity: None,
            });
        }
        Self::at(std::env::current_exe().ok()?)
    }

    /// What is there now.
    fn at(path: PathBuf) -> Option<Self> {
        let identity = Some(identity(&path)?);
        Some(Self { path, identity })
    }

    /// `None` if the file was replaced since this process started: an update must not have us start a stranger.
    fn path(&self) -> Option<&PathBuf> {
        (self.identity.is_none() || identity(&self.path) == self.identity).then_some(&self.path)
    }
}

fn identity(path: &std::path::Path) -> Option<Identity> {
    let metadata = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    let (volume, index) = {
        use std::os::unix::fs::MetadataExt;
        (metadata.dev(), metadata.ino())
    };
    // std keeps the volume and the index of a file to itself on Windows; a running executable cannot be replaced there, only moved
    // away, and what comes in its place has another size or time.
    #[cfg(not(unix))]
    let (volume, index) = (0, 0);
    Some((volume, index, metadata.len(), metadata.modified().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn ten_minutes_are_waited_and_no_more_whatever_the_clock_says() {
        let now = SystemTime::now();
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert!(is_recent(now, now) && is_recent(now - minutes(9), now));
        assert!(!is_recent(now - minutes(10), now));
        assert!(!is_recent(now + minutes(1), now) && !is_recent(now + minutes(525_600), now));
    }

    /// An executable, of which the process that it belongs to was started.
    fn started() -> (tempfile::TempDir, PathBuf, Executable) {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("program");
        fs::write(&path, "program").unwrap();
        let executable = Executable::at(path.clone()).unwrap();
        assert_eq!(executable.path(), Some(&path));
        (scratch, path, executable)
    }

    #[test]
    fn another_file_in_its_place_is_not_started() {
        let (scratch, path, executable) = started();
        let other = scratch.path().join("other");
        fs::copy(&path, &other).unwrap();
        fs::rename(&other, &path).unwrap();
        assert_eq!(executable.path(), None, "the same bytes, and another file");
    }

    #[test]
    fn another_content_is_not_started() {
        let (_scratch, path, executable) = started();
        fs::write(&path, "another program").unwrap();
        assert_eq!(executable.path(), None);
    }

    #[test]
    fn what_is_gone_is_not_started() {
        let (_scratch, path, executable) = started();
        fs::remove_file(&path).unwrap();
        assert_eq!(executable.path(), None);
        assert!(Executable::at(path).is_none());
    }

    #[test]
    fn this_process_has_one() {
        let executable = Executable::of_this_process().unwrap();
        let this = std::env::current_exe().unwrap();
        assert_eq!(
            fs::canonicalize(executable.path().unwrap()).unwrap(),
            fs::canonicalize(this).unwrap()
        );
    }
}
