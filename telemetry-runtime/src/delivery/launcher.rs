//! Launches an uploader from the user's program, if one is needed and none is running.
//!
//! The order matters: the envelope is in the outbox before the lock is tried. Whoever finds the
//! lock busy can rely on its holder, who looks at the outbox once more after letting it go.

use super::child::{self, CONFIG, DATA, MARKER, MOMENT};
use super::environment;
use super::executable::Executables;
use super::lock::{self, UploaderLock};
use super::spawn::{Launch, Started};
use super::state::{Backoff, State};
use crate::model::app::App;
use crate::model::dsn::Dsn;
use crate::session::recover;
use crate::storage::paths::Paths;
use crate::util::last_error::LastError;
use crate::util::{clock, random, timeout};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

/// An uploader is launched no more often than this for ordinary events.
const SELDOM: Duration = Duration::from_secs(10 * 60);

/// Why an uploader may be wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// The program starts, and queued nothing yet. A program that crashes whenever it starts has no
    /// other moment to have its crashes reported.
    Start,
    /// Something was queued that can wait for ten minutes.
    Push,
    /// So many users run a program once only.
    FirstStart,
    /// The program may be about to die.
    Crash,
}

impl Trigger {
    pub(crate) fn push(is_crash: bool) -> Self {
        if is_crash { Self::Crash } else { Self::Push }
    }
}

/// The program's side of the delivery.
#[derive(Debug)]
pub(crate) struct Launcher {
    app: &'static App,
    paths: Paths,
    dsn: Option<Dsn>,
    /// The directory in which the program was started.
    directory: Option<PathBuf>,
    executables: Executables,
    started: Mutex<Uploaders>,
    /// Why none could be started.
    pub(crate) last_error: LastError,
}

/// Those that this process started.
#[derive(Debug, Default)]
struct Uploaders {
    /// What is not over.
    here: Vec<Started>,
    /// When the last was started.
    last: Option<Instant>,
}

impl Launcher {
    pub(crate) fn new(app: &'static App, paths: Paths, dsn: Option<Dsn>) -> Self {
        let directory = std::env::current_dir().ok();
        Self {
            app,
            paths,
            dsn,
            executables: Executables::of_this_process(directory.as_deref()),
            directory,
            started: Mutex::default(),
            last_error: LastError::default(),
        }
    }

    /// Launches an uploader, if one is due.
    pub(crate) fn launch(&self, trigger: Trigger) {
        let Some(mut started) = timeout::lock(&self.started) else {
            return;
        };
        // An uploader that was launched just now has not read the outbox yet. If it dies before
        // that, the next record or run launches another.
        if started.last.is_some_and(|last| last.elapsed() < MOMENT) {
            return;
        }
        // An uploader that still runs may have read the outbox for the last time. Only the lock
        // decides.
        started.reap();
        // An error here is no failure: the next record or run tries again.
        let before = Instant::now();
        match self.start(trigger) {
            Ok(None) => self.last_error.clear(),
            Ok(Some(new)) => {
                started.here.push(new);
                started.last = Some(before);
            }
            Err(error) => self.last_error.set(error),
        }
    }

    /// Reaps uploaders, for programs that run for long and record nothing.
    pub(crate) fn reap(&self) {
        if let Some(mut started) = timeout::lock(&self.started) {
            started.reap();
        }
    }

    /// Launches an uploader if there is a reason to. The error names the file.
    fn start(&self, trigger: Trigger) -> Result<Option<Started>, String> {
        let Some(dsn) = &self.dsn else { return Ok(None) };
        let now = clock::millis();
        if State::load(&self.paths.state())
            .wait_until(dsn.as_str(), "error", now, Backoff::Obey)
            .is_some()
        {
            return Ok(None);
        }
        let path = self.paths.lock();
        let is_urgent = matches!(trigger, Trigger::FirstStart | Trigger::Crash);
        let at_once = is_urgent || self.app.package.debug || dsn.is_loopback();
        if !at_once && was_launched_recently(&path) {
            return Ok(None);
        }
        if trigger == Trigger::Start && !recover::any_crashed(&self.paths.runs()) {
            return Ok(None);
        }
        let of_lock = |error| format!("{}: {error}", path.display());
        let Some(lock) = UploaderLock::try_acquire(&path).map_err(of_lock)? else {
            return Ok(None);
        };
        let last = lock.last_launch();
        match last.failed_at {
            Some(at) => self.last_error.set(lock::did_not_start(at)),
            None => self.last_error.clear(),
        }
        let executable = match last.failed_at {
            Some(_) => self.executables.after(last.executable),
            None => last.executable,
        };
        let number = random::uuid().map_err(|error| error.to_string())?;
        let number = number.simple().to_string();
        lock.write_number(executable, &number).map_err(of_lock)?;
        self.spawn(lock, executable, number).map(Some)
    }

    fn spawn(&self, lock: UploaderLock, executable: usize, number: String) -> Result<Started, String> {
        let program = self.executables.path(executable).map_err(|error| error.to_string())?;
        // An error that names no other file is that of loading the program.
        let named = |error: io::Error| match error.raw_os_error() {
            Some(_) => format!("{}: {error}", program.display()),
            None => error.to_string(),
        };
        let data = self.paths.data.clone().into_os_string();
        let config = self.paths.config.clone();
        let ours = [
            (MARKER, Some(number.into())),
            (DATA, Some(data)),
            (CONFIG, config.map(PathBuf::into_os_string)),
        ];
        let ours = ours.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
        let own = self.app.variable("_TELEMETRY");
        let kept = environment::of_uploader(&own, self.directory.as_deref());
        Started::new(&Launch {
            program: program.to_owned(),
            name: child::name(self.app.name),
            environment: kept.chain(ours).collect(),
            lock: lock.into_file(),
        })
        .map_err(named)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_are_waited_and_no_more_whatever_the_clock_says() {
        let now = SystemTime::now();
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert!(is_recent(now, now) && is_recent(now - minutes(9), now));
        assert!(!is_recent(now - minutes(10), now));
        assert!(!is_recent(now + minutes(1), now) && !is_recent(now + minutes(525_600), now));
    }

    #[test]
    fn the_file_that_is_missing_or_no_lock_is_named() {
        static APP: App = App::new(crate::model::app::Package::EXAMPLE);
        let scratch = tempfile::tempdir().unwrap();
        let paths = Paths {
            config: None,
            section: "telemetry",
            data: scratch.path().to_owned(),
        };
        crate::util::files::directory(&paths.telemetry()).unwrap();
        let path = paths.lock();
        std::fs::create_dir(&path).unwrap();
        let launcher = Launcher::new(&APP, paths, "http://key@127.0.0.1:9/1".parse().ok());
        launcher.launch(Trigger::Push);
        let error = launcher.last_error.get().unwrap();
        assert!(error.starts_with(&format!("{}: ", path.display())), "{error}");
    }
}
