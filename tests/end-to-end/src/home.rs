//! A scratch home: where a program finds its user's choice and keeps its files, and what a test
//! finds there afterwards.

use crate::program::Program;
use crate::uploaders::Uploaders;
use crate::{PATIENCE, listing};
use receiver::Envelope;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;
use tempfile::TempDir;

/// The name of every program under test, as `app = "…"` says it.
pub const APP: &str = "e2e";
/// `nobody`, whom permissions stop: they do not stop root, and tests often run as root.
#[cfg(unix)]
const NOBODY: u32 = 65534;

/// A user's home directory, until it is dropped.
#[derive(Debug)]
pub struct Home {
    // Before the directory: what is at work in it is ended first.
    uploaders: Uploaders,
    scratch: TempDir,
    /// Whose home it is, if not the tests' own user's.
    #[cfg(unix)]
    owner: Option<u32>,
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Home {
    /// An empty home: the user did nothing.
    pub fn new() -> Self {
        Self::named("e2e-")
    }

    /// An empty home in a directory whose name begins so.
    pub fn named(prefix: &str) -> Self {
        let scratch = TempDir::with_prefix(prefix).expect("a temporary directory");
        fs::create_dir(scratch.path().join("home")).expect("a home");
        Self {
            uploaders: Uploaders::of(scratch.path()),
            scratch,
            #[cfg(unix)]
            owner: None,
        }
    }

    /// The empty home of a user whom permission bits stop: of `nobody` if the tests run as root,
    /// else of the tests' own user. Its programs run as that user.
    #[cfg(unix)]
    pub fn unprivileged() -> Self {
        let mut home = Self::new();
        if rustix::process::geteuid().is_root() {
            home.owner = Some(NOBODY);
            for directory in [home.scratch.path().to_owned(), home.path()] {
                chown(directory, Some(NOBODY), Some(NOBODY)).expect("a home of nobody");
            }
        }
        home
    }

    /// A home whose user asked for telemetry.
    pub fn consenting() -> Self {
        let home = Self::new();
        home.consent();
        home
    }

    /// The home directory.
    pub fn path(&self) -> PathBuf {
        self.scratch.path().join("home")
    }

    /// A directory beside the home, for what a test needs and a program should not find: made if it
    /// is not there.
    pub fn beside(&self) -> PathBuf {
        let beside = self.scratch.path().join("beside");
        fs::create_dir_all(&beside).expect("a directory beside the home");
        beside
    }

    /// Where programs look for the user's choice.
    pub fn config_home(&self) -> PathBuf {
        self.path().join(if cfg!(windows) {
            "AppData\\Roaming"
        } else if cfg!(target_os = "macos") {
            "Library/Application Support"
        } else {
            ".config"
        })
    }

    /// Where programs keep their files.
    pub fn data_home(&self) -> PathBuf {
        self.path().join(if cfg!(windows) {
            "AppData\\Local"
        } else if cfg!(target_os = "macos") {
            "Library/Application Support"
        } else {
            ".local/share"
        })
    }

    /// The user's configuration file.
    pub fn config(&self) -> PathBuf {
        let directory = self.config_home().join(APP);
        let directory = if cfg!(windows) {
            directory.join("config")
        } else {
            directory
        };
        directory.join("config.yml")
    }

    /// The program's data directory.
    pub fn data(&self) -> PathBuf {
        let directory = self.data_home().join(APP);
        if cfg!(windows) {
            directory.join("data")
        } else {
            directory
        }
    }

    /// The file of the user id.
    pub fn user_id_file(&self) -> PathBuf {
        self.data().join("user_id.json")
    }

    /// Something in the directory of all other files: `outbox`, `runs`, `sent`, `rejected`,
    /// `checkins`, `uploader.lock`, `state.json`.
    pub fn telemetry(&self, name: &str) -> PathBuf {
        let directory = self.data().join("telemetry");
        if name.is_empty() {
            directory
        } else {
            directory.join(name)
        }
    }

    /// The user asks for telemetry.
    pub fn consent(&self) {
        self.write_config("telemetry:\n  collect: true\n");
    }

    /// The user changes their mind.
    pub fn withdraw(&self) {
        self.write_config("telemetry:\n  collect: false\n");
    }

    /// Writes the configuration file, whole.
    pub fn write_config(&self, text: impl AsRef<[u8]>) {
        self.write(&self.config(), text);
    }

    /// Writes a file as the home's user, making the directories that lead to it.
    pub fn write(&self, path: &Path, text: impl AsRef<[u8]>) {
        self.make_directory(path.parent().expect("a file in a directory"));
        fs::write(path, text).expect("a written file");
        self.give(path);
    }

    /// Makes a directory of the home's user, and what leads to it, with the usual modes.
    pub fn make_directory(&self, path: &Path) {
        if path.exists() {
            return;
        }
        self.make_directory(path.parent().expect("a directory in a directory"));
        fs::create_dir(path).expect("a directory");
        #[cfg(unix)]
        self.set_mode(path, 0o755);
        self.give(path);
    }

    /// Sets the permission bits of a file or directory.
    #[cfg(unix)]
    pub fn set_mode(&self, path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("changed permissions");
    }

    /// Windows has no permission bits.
    #[cfg(windows)]
    pub fn set_mode(&self, _path: &Path, _mode: u32) {}

    /// The permission bits of a file or directory.
    #[cfg(unix)]
    pub fn mode(&self, path: &Path) -> u32 {
        fs::symlink_metadata(path).expect("a file").permissions().mode() & 0o7777
    }

    /// Everything there is in the home, files and directories, by their paths from there.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(&self.path(), &self.path(), &mut found);
        found.sort();
        found
    }

    /// Asserts that there is nothing in the home but the configuration file, if there is one.
    #[track_caller]
    pub fn assert_untouched(&self) {
        let files = self.files();
        let config = self.config();
        let other: Vec<_> = files
            .iter()
            .filter(|file| !config.starts_with(self.path().join(file)))
            .collect();
        assert!(other.is_empty(), "these were made: {other:?}");
    }

    /// The names in one of the directories that [`telemetry`](Self::telemetry) names; none if it
    /// does not exist.
    pub fn names(&self, directory: &str) -> Vec<String> {
        let mut found = Vec::new();
        let directory = self.telemetry(directory);
        list(&directory, &directory, &mut found);
        found.sort();
        found
    }

    /// The envelopes that wait, in their order.
    ///
    /// # Panics
    /// If one is torn.
    pub fn waiting(&self) -> Vec<Envelope> {
        let outbox = self.telemetry("outbox");
        let names = self.names("outbox").into_iter().filter(|name| !name.starts_with('.'));
        names
            // The uploader may delete a file at any moment.
            .filter_map(|name| Some((fs::read(outbox.join(&name)).ok()?, name)))
            .map(|(bytes, name)| Envelope::parse(&bytes).unwrap_or_else(|error| panic!("{name} is torn: {error}")))
            .collect()
    }

    /// The messages of the events that wait, in the order in which they happened.
    pub fn waiting_messages(&self) -> Vec<String> {
        let envelopes = self.waiting();
        let events = envelopes.iter().flat_map(|envelope| envelope.items_of("event"));
        listing::messages_in_order(events.map(|event| &event.json))
    }

    /// The user id, if there is one.
    pub fn user_id(&self) -> Option<String> {
        serde_json::from_slice(&fs::read(self.user_id_file()).ok()?).ok()
    }

    /// A program of this home's user.
    #[cfg(unix)]
    pub fn program(&self, path: impl AsRef<Path>) -> Program<'_> {
        let Some(owner) = self.owner else {
            return Program::new(self, path.as_ref());
        };
        // The build directory may be in a place that only root reaches.
        let copy = self.beside().join(path.as_ref().file_name().expect("a program"));
        if !copy.exists() {
            // By a process of its own: a file that this process has open for writing, if only in a
            // child that another test forks at this moment, cannot be executed.
            let copied = Command::new("cp").arg(path.as_ref()).arg(&copy).status();
            assert!(copied.is_ok_and(|status| status.success()), "a copy of the program");
            self.set_mode(&copy, 0o755);
        }
        Program::new(self, &copy).of_user(owner)
    }

    /// A program of this home's user.
    #[cfg(windows)]
    pub fn program(&self, path: impl AsRef<Path>) -> Program<'_> {
        Program::new(self, path.as_ref())
    }

    /// Waits until no uploader of this home is at work.
    ///
    /// # Panics
    /// If one still is after a minute: none may live longer than half of that.
    pub fn wait_for_uploaders(&self) {
        assert!(self.uploaders.wait(PATIENCE), "an uploader is still at work");
    }

    /// The processes that upload for this home.
    #[cfg(any(target_os = "linux", windows))]
    pub fn uploaders(&self) -> Vec<u32> {
        self.uploaders.processes()
    }

    /// A program of this home was started.
    pub(crate) fn started(&self, child: &std::process::Child) {
        self.uploaders.started(child);
    }

    /// That program has ended.
    pub(crate) fn ended(&self, child: &std::process::Child) {
        self.uploaders.ended(child);
    }

    /// One is at work, and no more: at the latest after the moment in which it is not known as one
    /// yet.
    ///
    /// # Panics
    /// If there is none, or another.
    #[cfg(any(target_os = "linux", windows))]
    #[track_caller]
    pub fn assert_one_uploader(&self) {
        use std::time::{Duration, Instant};
        let deadline = Instant::now() + PATIENCE;
        while self.uploaders().is_empty() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(self.uploaders().len(), 1);
    }

    /// Ends those at once, as a machine that is switched off does.
    pub fn end_uploaders(&self) {
        self.uploaders.end();
    }

    #[cfg(unix)]
    fn give(&self, path: &Path) {
        if self.owner.is_some() {
            chown(path, self.owner, self.owner).expect("a file of the home's user");
        }
    }

    #[cfg(windows)]
    #[expect(clippy::unused_self, reason = "as on Unix")]
    fn give(&self, _path: &Path) {}
}

impl Drop for Home {
    fn drop(&mut self) {
        self.uploaders.end();
    }
}

/// Lists what is below a directory, links as what they are.
fn list(directory: &Path, root: &Path, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let from_root = path.strip_prefix(root).expect("a path below");
        found.push(from_root.to_string_lossy().replace('\\', "/"));
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(&path, root, found);
        }
    }
}
