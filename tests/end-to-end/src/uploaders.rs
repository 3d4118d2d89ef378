//! The uploaders of a scratch home, found without touching anything that they use.
//!
//! Trying their lock would do where nothing else can be asked, but whoever holds it, if only for a
//! moment, sends an uploader away that comes back for more.

use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

/// The uploaders whose home is below this directory.
#[derive(Debug)]
pub(crate) struct Uploaders(PathBuf);

impl Uploaders {
    pub(crate) fn of(below: &Path) -> Self {
        Self(below.to_owned())
    }

    /// A program was started that may start uploaders. They are found without it.
    #[expect(clippy::unused_self, reason = "as on Windows")]
    pub(crate) fn started(&self, _program: &Child) {}

    /// That program has ended.
    #[expect(clippy::unused_self, reason = "as on Windows")]
    pub(crate) fn ended(&self, _program: &Child) {}

    /// Waits until none is at work. Tells whether that came to be in time.
    pub(crate) fn wait(&self, within: Duration) -> bool {
        let deadline = Instant::now() + within;
        while at_work(&self.0) {
            if Instant::now() >= deadline {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }

    /// Those that are known as uploaders by now.
    #[cfg(target_os = "linux")]
    pub(crate) fn processes(&self) -> Vec<u32> {
        processes(&self.0)
    }

    /// Ends what is left of them: those of a server that does not answer would stay for half a
    /// minute. One that is not known as an uploader yet is so in a moment.
    #[cfg(target_os = "linux")]
    pub(crate) fn end(&self) {
        use rustix::process::{Pid, Signal, kill_process};
        let deadline = Instant::now() + Duration::from_secs(5);
        while at_work(&self.0) && Instant::now() < deadline {
            for process in self.processes() {
                if let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) {
                    let _ = kill_process(process, Signal::KILL);
                }
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// They end by themselves.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn end(&self) {
        self.wait(Duration::from_secs(35));
    }
}

#[cfg(target_os = "linux")]
fn at_work(below: &Path) -> bool {
    // For a moment, a process that is becoming an uploader has no environment to be seen, but it
    // has the lock; one that ends has let go of the lock, and is still there.
    is_locked(&below.join("home/.local/share/e2e/telemetry/uploader.lock")) || !processes(below).is_empty()
}

/// Whether the kernel's list of locks names the file.
#[cfg(target_os = "linux")]
fn is_locked(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(file) = std::fs::metadata(path) else {
        return false;
    };
    let locks = std::fs::read_to_string("/proc/locks").unwrap_or_default();
    let file = format!(":{} 0 EOF", file.ino());
    locks
        .lines()
        .any(|lock| lock.contains("FLOCK") && lock.ends_with(&file))
}

/// The processes whose environment says that they upload for a directory below this one.
#[cfg(target_os = "linux")]
fn processes(below: &Path) -> Vec<u32> {
    let mark = format!("__TELEMETRY_UPLOADER_DATA={}/", below.display());
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|process: &u32| {
            // Another user's process is not ours.
            let environment = std::fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
            environment
                .split(|byte| *byte == 0)
                .any(|variable| variable.starts_with(mark.as_bytes()))
        })
        .collect()
}

#[cfg(not(target_os = "linux"))]
fn at_work(below: &Path) -> bool {
    let lock = below.join("home/Library/Application Support/e2e/telemetry/uploader.lock");
    std::fs::File::open(lock).is_ok_and(|lock| lock.try_lock().is_err())
}
