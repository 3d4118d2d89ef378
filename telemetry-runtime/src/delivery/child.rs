//! The uploader as a process: the program's own executable, recognised before anything else in `main`, never reaching the user's code.

#[cfg(unix)]
use super::process::{self, end};
use super::uploader::Uploader;
use crate::app::App;
use crate::files;
use crate::paths::Paths;
use std::ffi::OsString;
use std::fs::File;
#[cfg(not(unix))]
use std::fs::OpenOptions;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use uuid::fmt::Simple;

/// Marks the process; its value is the one-time number that stands in the lock file.
pub(crate) const MARKER: &str = "__TELEMETRY_UPLOADER";
/// The user's configuration file and the data directory: the child evaluates no expression of the program.
pub(crate) const CONFIG: &str = "__TELEMETRY_UPLOADER_CONFIG";
pub(crate) const DATA: &str = "__TELEMETRY_UPLOADER_DATA";

/// The end, whatever happens.
const HARD_END: Duration = Duration::from_secs(30);
/// By then all is done that can be done, so that there is time to write down how it went.
const LAST_WORD: Duration = Duration::from_secs(29);
/// It waits for so long before it looks at the outbox, so that what a short run has to say goes together.
pub(super) const MOMENT: Duration = Duration::from_millis(250);
/// Stands in the number's place once it was used.
const USED: &[u8; Simple::LENGTH] = b"used                            ";

/// Becomes the uploader, and never returns, if this process was started as one. A marker that came here otherwise is removed.
pub(crate) fn become_uploader_if_asked(app: &'static App) {
    let Some(number) = std::env::var_os(MARKER) else { return };
    if let Some(data) = std::env::var_os(DATA) {
        let paths = Paths {
            config: std::env::var_os(CONFIG).map(PathBuf::from),
            data: data.into(),
        };
        if let Some(lock) = genuine_lock(&paths.lock(), &number) {
            upload(app, &paths, lock);
            end();
        }
        if is_named_so(app) {
            // Its files are gone, or cannot be read at this moment. The program's own code is not what it was started for.
            end();
        }
    }
    forget_marker();
}

/// How this process is called, and shown by `ps`: on Unix, where the parent can say so, that alone tells who it is.
pub(crate) fn name(app: &str) -> String {
    format!("{app}: telemetry upload")
}

fn is_named_so(app: &App) -> bool {
    cfg!(unix) && std::env::args_os().eq([OsString::from(name(app.name))])
}

#[expect(unsafe_code, reason = "std calls every change of the environment unsafe")]
fn forget_marker() {
    for name in [MARKER, CONFIG, DATA] {
        // SAFETY: this is the beginning of `main`: no other thread reads the environment, unless the program started one before
        // `main`, with a marker in its environment that is not its own. std's own accesses are locked against each other.
        unsafe { std::env::remove_var(name) };
    }
}

/// The lock that this process was started with, if the number in it is ours.
fn genuine_lock(path: &Path, number: &OsString) -> Option<File> {
    let lock = inherited_lock(path)?;
    let written = files::read(path, 64).ok()?;
    // Once it was used, no number stands there.
    let is_number = written.len() == Simple::LENGTH && written.iter().all(u8::is_ascii_hexdigit);
    (is_number && number.as_encoded_bytes() == written).then_some(lock)
}

/// On Unix the parent's own lock, as this process's standard input.
#[cfg(unix)]
fn inherited_lock(path: &Path) -> Option<File> {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let expected = std::fs::symlink_metadata(path).ok()?;
    let stdin = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
    let lock = File::from(stdin);
    let given = lock.metadata().ok()?;
    (given.is_file() && (given.dev(), given.ino()) == (expected.dev(), expected.ino())).then_some(lock)
}

/// On Windows a lock cannot be handed over: the parent lets it go, and this process has a moment to take it.
#[cfg(not(unix))]
fn inherited_lock(path: &Path) -> Option<File> {
    let lock = files::open(path, OpenOptions::new().read(true).write(true)).ok()?;
    files::lock_within(&lock, Duration::from_millis(100)).ok()?;
    Some(lock)
}

fn upload(app: &'static App, paths: &Paths, lock: File) {
    // The number is spent, before anything that takes time.
    let _ = write_number(&lock, USED);
    let Some(lock) = alone_with(lock, &paths.lock()) else {
        return;
    };
    #[cfg(unix)]
    process::step_back();
    // Its streams go nowhere; a panic, should there be one, is nobody's business.
    std::panic::set_hook(Box::new(|_| {}));
    let born = Instant::now();
    let watch = std::thread::Builder::new().spawn(|| {
        std::thread::sleep(HARD_END);
        end();
    });
    // Without the watch there is no end that could be relied on, and so no beginning.
    if watch.is_err() {
        return;
    }
    std::thread::sleep(MOMENT);
    let mut uploader = Uploader::new(app, paths, born + LAST_WORD, false);
    loop {
        uploader.drain();
        let _ = lock.unlock();
        // Whoever pushed after the last look and before the unlocking found the lock busy, and relies on this.
        if !uploader.has_more() || lock.try_lock().is_err() {
            return;
        }
    }
}

#[cfg(not(unix))]
fn end() -> ! {
    std::process::exit(0)
}

/// Puts this number in the place of the one that stands in the lock file. All have one length: cutting a file off takes longer than writing to it.
pub(super) fn write_number(mut lock: &File, number: &[u8]) -> std::io::Result<()> {
    lock.rewind()?;
    lock.write_all(number)?;
    let length = number.len() as u64;
    if lock.metadata()?.len() == length {
        return Ok(());
    }
    // Not before: an empty file would mean that none was ever started.
    lock.set_len(length)
}

/// Closes all that was inherited but the lock. Standard input is the lock too, and is kept, so the lock is held all the time.
#[cfg(unix)]
fn alone_with(lock: File, path: &Path) -> Option<File> {
    drop(lock);
    process::close_inherited();
    inherited_lock(path)
}

#[cfg(not(unix))]
fn alone_with(lock: File, _path: &Path) -> Option<File> {
    Some(lock)
}
