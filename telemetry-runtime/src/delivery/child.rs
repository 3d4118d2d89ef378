//! The uploader as a process: the program's own executable, which never reaches the program's code.
//!
//! Two signs show that a process was started as an uploader: its command line, which is a name that
//! no user types, and a variable in its environment. A process with that command line uploads or
//! exits, whatever else it finds. A process with the variable and an ordinary command line is the
//! program, and the variable a stray one.

use super::lock::UploaderLock;
use super::process::{self, end};
use super::spawn::TIME_LIMIT;
use super::state::Backoff;
use super::uploader::Uploader;
use crate::model::app::App;
use crate::storage::paths::Paths;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The variable that marks the process. Its value is the one-time number in the locked file.
pub(crate) const MARKER: &str = "__TELEMETRY_UPLOADER";
/// The user's configuration file and the data directory: the uploader evaluates no expression of
/// the program.
pub(crate) const CONFIG: &str = "__TELEMETRY_UPLOADER_CONFIG";
pub(crate) const DATA: &str = "__TELEMETRY_UPLOADER_DATA";

/// By then all is done that can be done, so that there is time to write down how it went.
const LAST_WORD: Duration = Duration::from_secs(29);
/// The uploader waits so long before it looks at the outbox, so that the events of a short run go
/// together.
pub(super) const MOMENT: Duration = Duration::from_millis(250);

/// Returns only in the program. In a process that was started as an uploader, no path leads from
/// here into `main`.
pub(crate) fn upload_if_asked(app: &'static App) {
    let number = std::env::var_os(MARKER);
    if is_named_so(app) || (number.is_some() && lost_its_name(app)) {
        if let Some((paths, lock)) = number.and_then(|number| genuine(app, &number)) {
            upload(app, &paths, lock);
        }
        end();
    }
    if number.is_some() {
        remove_marker();
    }
}

/// The whole command line of an uploader, which `ps` and the task manager show.
pub(crate) fn name(app: &str) -> String {
    format!("{app}: telemetry upload")
}

fn is_named_so(app: &App) -> bool {
    std::env::args_os().eq([OsString::from(name(app.name))])
}

/// An emulator may replace an uploader's name by the path of the executable. Then the lock as
/// standard input is the second sign, if there are no arguments: no user starts the program so.
fn lost_its_name(app: &App) -> bool {
    cfg!(unix)
        && std::env::args_os().len() == 1
        && given_paths(app).is_some_and(|paths| UploaderLock::inherited(&paths.lock()).is_some())
}

/// The places that the launcher names.
fn given_paths(app: &App) -> Option<Paths> {
    Some(Paths {
        config: std::env::var_os(CONFIG).map(PathBuf::from),
        section: app.section,
        data: std::env::var_os(DATA)?.into(),
    })
}

/// The lock that this process was started with, if it holds the number in the environment.
fn genuine(app: &App, number: &OsStr) -> Option<(Paths, UploaderLock)> {
    let paths = given_paths(app)?;
    let lock = UploaderLock::inherited(&paths.lock())?;
    lock.has_number(number.as_encoded_bytes()).then_some((paths, lock))
}

#[expect(unsafe_code, reason = "std calls every change of the environment unsafe")]
fn remove_marker() {
    for name in [MARKER, CONFIG, DATA] {
        // SAFETY: this is the beginning of `main`: no other thread reads the environment, unless
        // the program started one before `main`, with a marker in its environment that is not its
        // own. std's own accesses are locked against each other.
        unsafe { std::env::remove_var(name) };
    }
}

fn upload(app: &'static App, paths: &Paths, lock: UploaderLock) {
    // Before anything that takes time.
    let _ = lock.use_number();
    let Some(lock) = alone_with(lock, paths) else { return };
    process::step_back();
    // Its streams go nowhere; a panic in it is silent.
    std::panic::set_hook(Box::new(|_| {}));
    let born = Instant::now();
    // On Unix the launcher has set a timer as well, which code of the program's that runs before
    // `main` may have changed.
    let watch = std::thread::Builder::new().spawn(|| {
        std::thread::sleep(TIME_LIMIT);
        end();
    });
    // Without the watch there is no end that could be relied on, and so no beginning.
    if watch.is_err() {
        return;
    }
    std::thread::sleep(MOMENT);
    let mut uploader = Uploader::new(app, paths, born + LAST_WORD, Backoff::Obey);
    let mut held = Some(lock);
    while let Some(lock) = held {
        uploader.drain();
        lock.release();
        // Programs that queued something after the last look, and before the release, found the
        // lock busy and rely on this.
        if !uploader.has_more() {
            return;
        }
        held = UploaderLock::try_acquire(&paths.lock()).ok().flatten();
    }
}

/// Closes all that was inherited but the lock. Standard input is the lock too, and is kept, so the
/// lock is held all the time.
#[cfg(unix)]
fn alone_with(lock: UploaderLock, paths: &Paths) -> Option<UploaderLock> {
    drop(lock);
    process::close_inherited();
    UploaderLock::inherited(&paths.lock())
}

/// A process on Windows inherits nothing but what its launcher lists.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
fn alone_with(lock: UploaderLock, _: &Paths) -> Option<UploaderLock> {
    Some(lock)
}
