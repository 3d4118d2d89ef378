//! Starts an uploader from the user's program, if one is needed and none is at work.
//!
//! The order matters: the envelope is in the outbox before the lock is tried. Whoever finds the lock busy can rely on its holder,
//! who looks at the outbox once more after letting it go.

use super::child::{self, CONFIG, DATA, MARKER, MOMENT};
use super::lock::UploaderLock;
use super::spawn::{Order, Started};
use super::state::State;
use crate::app::App;
use crate::dsn::Dsn;
use crate::identity::Identity;
use crate::obstacle::Obstacle;
use crate::paths::Paths;
use crate::session::left;
use crate::{clock, patience, random};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

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
    "LD_PRELOAD",
    // Cargo sets this one, and not `DYLD_LIBRARY_PATH`, for the programs that it runs.
    #[cfg(target_os = "macos")]
    "DYLD_FALLBACK_LIBRARY_PATH",
    #[cfg(target_os = "macos")]
    "DYLD_FALLBACK_FRAMEWORK_PATH",
    #[cfg(target_os = "macos")]
    "DYLD_FORCE_FLAT_NAMESPACE",
    #[cfg(target_os = "macos")]
    "DYLD_FRAMEWORK_PATH",
    #[cfg(target_os = "macos")]
    "DYLD_INSERT_LIBRARIES",
    #[cfg(target_os = "macos")]
    "DYLD_LIBRARY_PATH",
    #[cfg(windows)]
    "USERPROFILE",
    #[cfg(windows)]
    "APPDATA",
    #[cfg(windows)]
    "LOCALAPPDATA",
    #[cfg(windows)]
    "SYSTEMROOT",
    #[cfg(windows)]
    "PATH",
];

/// What begins so is of those who send all that a program says another way, by a library in front of it (`LD_PRELOAD`): also what the uploader says.
const KEPT_OF: &[&str] = &["PROXYCHAINS_", "TORSOCKS_"];

/// Why an uploader may be wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// The program starts, and queued nothing yet. A program that crashes whenever it starts has no
    /// other moment to have its crashes reported.
    Start,
    /// Something was pushed that can wait for the next ten minutes.
    Push,
    /// So many users run a program once only.
    FirstStart,
    /// The program may be about to die.
    Crash,
}

impl Occasion {
    pub(crate) fn push(is_crash: bool) -> Self {
        if is_crash { Self::Crash } else { Self::Push }
    }
}

/// The program's side of the delivery.
#[derive(Debug)]
pub(crate) struct Nudge {
    app: &'static App,
    paths: Paths,
    dsn: Option<Dsn>,
    executable: Option<Executable>,
    started: Mutex<Uploaders>,
    /// Why none could be started.
    pub(crate) obstacle: Obstacle,
}

/// Those that this process started.
#[derive(Debug, Default)]
struct Uploaders {
    /// What is not over.
    here: Vec<Started>,
    /// When the last was started.
    last: Option<Instant>,
}

impl Nudge {
    pub(crate) fn new(app: &'static App, paths: Paths, dsn: Option<Dsn>) -> Self {
        Self {
            app,
            paths,
            dsn,
            executable: Executable::of_this_process(),
            started: Mutex::default(),
            obstacle: Obstacle::default(),
        }
    }

    /// Something was pushed.
    pub(crate) fn nudge(&self, occasion: Occasion) {
        let Some(mut started) = patience::lock(&self.started) else {
            return;
        };
        // An uploader waits for so long before its first look at the outbox, and sees what was pushed. If it dies before that, the next push or run starts another.
        if started.last.is_some_and(|last| last.elapsed() < MOMENT) {
            return;
        }
        // One that is still there may be past its last look at the outbox: only the lock tells whether it will see what was pushed.
        started.reap();
        // That no uploader could be started is no failure: the next push, or the next run, tries again.
        let before = Instant::now();
        let new = self.start(occasion);
        self.obstacle.note(&self.in_the_way(&new), &new);
        if let Ok(Some(new)) = new {
            started.here.push(new);
            started.last = Some(before);
        }
    }

    /// Called now and then by programs that run for long and push nothing.
    pub(crate) fn reap(&self) {
        if let Some(mut started) = patience::lock(&self.started) {
            started.reap();
        }
    }

    fn start(&self, occasion: Occasion) -> io::Result<Option<Started>> {
        let Some(dsn) = &self.dsn else { return Ok(None) };
        let now = clock::millis();
        if State::load(&self.paths.state())
            .waits(dsn.as_str(), "error", now, false)
            .is_some()
        {
            return Ok(None);
        }
        let is_urgent = matches!(occasion, Occasion::FirstStart | Occasion::Crash);
        let at_once = is_urgent || self.app.package.debug || dsn.is_loopback();
        if !at_once && was_launched_recently(&self.paths.lock()) {
            return Ok(None);
        }
        if occasion == Occasion::Start && !left::any_crashed(&self.paths.runs()) {
            return Ok(None);
        }
        match UploaderLock::try_acquire(&self.paths.lock())? {
            Some(lock) => self.spawn(lock, occasion).map(Some),
            None => Ok(None),
        }
    }

    /// The file because of which no uploader could be started. The lock is the last thing that was
    /// opened if the other two are there.
    fn in_the_way<T>(&self, new: &io::Result<T>) -> PathBuf {
        let lock = self.paths.lock();
        if new.is_ok() {
            return lock;
        }
        if self
            .executable
            .as_ref()
            .and_then(Executable::path)
            .is_none_or(|path| !path.exists())
        {
            return std::env::current_exe().unwrap_or_else(|_| self.app.name.into());
        }
        missing_null(Path::new("/dev/null")).unwrap_or(lock)
    }

    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_variables, reason = "there, all are started in the same way")
    )]
    fn spawn(&self, lock: UploaderLock, occasion: Occasion) -> io::Result<Started> {
        let Some(program) = self.executable.as_ref().and_then(Executable::path) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let number = random::uuid()?.simple().to_string();
        lock.write_number(&number)?;
        let own = self.app.variable("_TELEMETRY");
        let kept = std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(|name| is_kept(name, &own)));
        let data = self.paths.data.clone().into_os_string();
        let config = self.paths.config.clone();
        let ours = [
            (MARKER, Some(number.into())),
            (DATA, Some(data)),
            (CONFIG, config.map(PathBuf::into_os_string)),
        ];
        let ours = ours.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
        Started::new(&Order {
            program: program.clone(),
            name: child::name(self.app.name),
            environment: kept.chain(ours).collect(),
            lock: lock.into_file(),
            #[cfg(target_os = "linux")]
            occasion,
        })
    }
}

/// What stands for no input and no output, where it cannot be opened.
fn missing_null(null: &Path) -> Option<PathBuf> {
    let open = || std::fs::OpenOptions::new().read(true).write(true).open(null);
    (cfg!(unix) && open().is_err()).then(|| null.to_owned())
}

/// Whether an uploader needs this variable: one of the list, or the program's own, named
/// `<APP>_TELEMETRY` or beginning so.
fn is_kept(name: &str, own: &str) -> bool {
    // Windows keeps the case in which a name was set, and ignores it: `Path`, `SYSTEMROOT`.
    let upper = name.to_ascii_uppercase();
    let name = if cfg!(windows) { upper.as_str() } else { name };
    let is_own = name
        .strip_prefix(own)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    is_own || KEPT.contains(&name) || KEPT_OF.iter().any(|with| name.starts_with(with))
}

/// Whether the lock's file says that an uploader was launched in the last minutes.
fn was_launched_recently(lock: &Path) -> bool {
    let Ok(metadata) = std::fs::symlink_metadata(lock) else {
        return false;
    };
    metadata.len() > 0
        && metadata
            .modified()
            .is_ok_and(|launched| is_recent(launched, SystemTime::now()))
}

impl Uploaders {
    /// A long-running program must not collect zombies.
    fn reap(&mut self) {
        self.here.retain_mut(|started| !started.is_over());
    }
}

/// A start that is of the future was made before the clock was put back.
fn is_recent(started: SystemTime, now: SystemTime) -> bool {
    now.duration_since(started).is_ok_and(|age| age < SELDOM)
}

/// The program's own executable.
#[derive(Debug)]
struct Executable {
    path: PathBuf,
    /// What the file was when this process started. Nothing on Linux, where the path leads to that very file, even after it is gone.
    version: Option<Version>,
}

/// Distinguishes the file from one that replaced it, and its content from what was written over it.
type Version = (Identity, u64, Option<SystemTime>);

impl Executable {
    fn of_this_process() -> Option<Self> {
        if cfg!(target_os = "linux") {
            return Some(Self {
                path: "/proc/self/exe".into(),
                version: None,
            });
        }
        Self::at(std::env::current_exe().ok()?)
    }

    /// What is there now.
    fn at(path: PathBuf) -> Option<Self> {
        let version = Some(version(&path)?);
        Some(Self { path, version })
    }

    /// `None` if the file was replaced since this process started: an update must not have us start a stranger.
    fn path(&self) -> Option<&PathBuf> {
        (self.version.is_none() || version(&self.path) == self.version).then_some(&self.path)
    }
}

fn version(path: &Path) -> Option<Version> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((Identity::at(path).ok()?, metadata.len(), metadata.modified().ok()))
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

    #[test]
    fn what_an_uploader_needs_is_kept_in_any_case_that_the_platform_takes_for_equal() {
        let kept = |name| is_kept(name, "SNATCH_TELEMETRY");
        for name in ["HTTPS_PROXY", "https_proxy", "SNATCH_TELEMETRY", "SNATCH_TELEMETRY_DSN"] {
            assert!(kept(name), "{name}");
        }
        for name in ["", "API_TOKEN", "SNATCH_TELEMETRYX", "SNATCH", "OTHER_TELEMETRY"] {
            assert!(!kept(name), "{name}");
        }
        assert_eq!(kept("snatch_telemetry"), cfg!(windows));
        assert_eq!(kept("Https_Proxy"), cfg!(windows));
        for name in ["Path", "PATH", "SYSTEMROOT", "SystemRoot", "UserProfile"] {
            assert_eq!(kept(name), cfg!(windows), "{name}");
        }
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
    fn what_is_missing_is_named() {
        static APP: App = App::new(crate::app::Package::EXAMPLE);
        let scratch = tempfile::tempdir().unwrap();
        let paths = Paths {
            config: None,
            section: "telemetry",
            data: scratch.path().to_owned(),
        };
        crate::files::directory(&paths.telemetry()).unwrap();
        let dsn = "http://key@127.0.0.1:9/1".parse().unwrap();
        let mut launcher = Nudge::new(&APP, paths.clone(), Some(dsn));
        launcher.executable = None;
        launcher.nudge(Occasion::Push);
        let this = std::env::current_exe().unwrap();
        let said = launcher.obstacle.get().unwrap();
        assert!(said.starts_with(&format!("{}: ", this.display())), "{said}");
        // The lock, where it is that.
        fs::remove_file(paths.lock()).unwrap();
        fs::create_dir(paths.lock()).unwrap();
        let launcher = Nudge::new(&APP, paths.clone(), launcher.dsn.clone());
        launcher.nudge(Occasion::Push);
        let said = launcher.obstacle.get().unwrap();
        assert!(said.starts_with(&format!("{}: ", paths.lock().display())), "{said}");
        let nothing = scratch.path().join("null");
        assert_eq!(missing_null(&nothing), cfg!(unix).then_some(nothing));
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
