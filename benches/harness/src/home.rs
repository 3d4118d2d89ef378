//! Homes of users, one for each run that needs its own.

use crate::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than ext4 waits.
const A_MINUTE: Duration = Duration::from_secs(61);

/// Waits until what was removed before this does not matter any more.
///
/// ext4 without a journal does not reuse the inode of a file that was deleted in the last minute,
/// or in the last six if it is not on the disk yet, and searches all of them whenever a file is
/// made (`recently_deleted` in the kernel's `fs/ext4/ialloc.c`). A benchmark that begins after a
/// build, or tidies up as it goes, measures that.
///
/// # Errors
/// If there is no `sync`.
pub fn settle() -> Result<()> {
    eprintln!("Waiting a minute for the disk …");
    Command::new("sync").status()?;
    thread::sleep(A_MINUTE);
    Ok(())
}

/// Where all homes are; they are gone when this is.
#[derive(Debug)]
pub struct Homes {
    directory: TempDir,
    count: u32,
}

/// One of them.
#[derive(Debug)]
pub struct Home(PathBuf);

impl Homes {
    /// A temporary directory for them.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new(benchmark: &str) -> Result<Self> {
        let directory = TempDir::with_prefix(format!("{benchmark}-"))?;
        Ok(Self { directory, count: 0 })
    }

    /// Also for copies of the programs: the next build takes the originals' place.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    fn next(&mut self) -> Home {
        self.count += 1;
        Home(self.directory.path().join(format!("home-{}", self.count)))
    }

    /// That of a user of the program who consented, or who did not say anything.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn of_user(&mut self, program: &str, consents: bool) -> Result<Home> {
        let home = self.next();
        let config = home.0.join(if cfg!(target_os = "macos") {
            "Library/Application Support"
        } else {
            ".config"
        });
        let config = config.join(program);
        fs::create_dir_all(&config)?;
        if consents {
            fs::write(config.join("config.yml"), "telemetry:\n  collect: true\n")?;
        }
        Ok(home)
    }

    /// One that is like another.
    ///
    /// # Errors
    /// If it cannot be copied.
    pub fn copy_of(&mut self, other: &Home) -> Result<Home> {
        let home = self.next();
        copy(&other.0, &home.0)?;
        Ok(home)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    // Only the user may enter our directories.
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    Ok(())
}

impl Home {
    /// The program, with this home and nothing else in its environment, and with nothing to read or
    /// to write to.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("HOME", &self.0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// The processes that have this home: what the program left behind.
    pub fn processes(&self) -> Vec<u32> {
        let mark = format!("HOME={}\0", self.0.display()).into_bytes();
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let is_here = |id: &u32| {
            fs::read(format!("/proc/{id}/environ")).is_ok_and(|all| all.windows(mark.len()).any(|part| part == mark))
        };
        ids.filter(is_here).collect()
    }

    /// Ends what is still at work, so that it does not disturb the next program.
    ///
    /// The home stays until the benchmark ends (see [`settle`]).
    pub fn leave(self) {
        let start = Instant::now();
        for id in self.processes() {
            let _ = Command::new("kill")
                .args(["-9", &id.to_string()])
                .stderr(Stdio::null())
                .status();
        }
        // It takes the system a while to take a process away, on the other core.
        while !self.processes().is_empty() && start.elapsed() < Duration::from_secs(1) {
            thread::sleep(Duration::from_millis(1));
        }
    }
}
