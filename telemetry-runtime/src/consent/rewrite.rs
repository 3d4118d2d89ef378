//! Changes the user's file in place: all at once, or not at all.

use super::config::{self, Collect};
use super::decision::{LARGEST_CONFIG, named, ours_is_the_home};
use super::edit::{edited, lines};
use super::store;
use crate::model::consent_change::ConsentChangeError;
use crate::model::reason::Reason;
use crate::storage::paths::Paths;
use crate::util::{files, platform};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A planned change.
#[derive(Debug)]
pub(crate) struct Change {
    section: &'static str,
    collect: Collect,
    /// The file as the program names it.
    pub(crate) file: PathBuf,
    /// The file behind all links. The links stay.
    target: PathBuf,
    /// The current file; `None` if there is none.
    old: Option<Old>,
    /// The current value in the file.
    pub(crate) was: Option<Collect>,
    /// The new content; `None` if the file already has the value.
    new: Option<String>,
    /// The line of `collect` after the change.
    pub(crate) line: Option<usize>,
}

/// A file before the change.
#[derive(Debug)]
struct Old {
    bytes: Vec<u8>,
    metadata: Metadata,
    /// The number of its hard links.
    names: u64,
}

impl Change {
    /// Reads the file and plans the change. Changes nothing.
    pub(crate) fn plan(paths: &Paths, collect: Collect) -> Result<Self, ConsentChangeError> {
        let impossible = ConsentChangeError::Impossible;
        if platform::privileged_start() {
            return Err(impossible(Reason::Privileged));
        }
        let file = named(paths.config.as_deref()).map_err(impossible)?;
        ours_is_the_home().map_err(impossible)?;
        Self::of(file, paths.section, collect)
    }

    fn of(file: &Path, section: &'static str, collect: Collect) -> Result<Self, ConsentChangeError> {
        let impossible = ConsentChangeError::Impossible;
        let unreadable = |error: io::Error| impossible(Reason::Unreadable(file.to_owned(), error.to_string()));
        let refused = |line, what| ConsentChangeError::Refused {
            file: file.to_owned(),
            line,
            what,
            lines: lines(section, collect),
        };
        let mistake = |mistake: config::Mistake| refused(mistake.line, mistake.what);
        let target = behind_links(file).map_err(unreadable)?;
        let old = Old::read(&target).map_err(unreadable)?;
        let bytes = old.as_ref().map_or(&[][..], |old| &old.bytes);
        let text = config::text(bytes).map_err(mistake)?;
        if let Some(old) = &old {
            // Consent is not read from a file that other users can write.
            store::is_the_users_choice(file, &old.metadata)
                .map_err(|why| impossible(Reason::Foreign(file.to_owned(), why)))?;
        }
        let new = edited(text, section, collect).map_err(mistake)?;
        if let (Some(old), Some(_)) = (&old, &new) {
            old.can_be_replaced(&target).map_err(|what| refused(None, what))?;
        }
        let was = config::section(bytes, section).ok().and_then(|section| section.collect);
        let line = config::line_of(new.as_deref().unwrap_or(text), &[section, "collect"]);
        Ok(Self {
            section,
            collect,
            file: file.to_owned(),
            target,
            old,
            was,
            new,
            line,
        })
    }

    /// Returns true if the file does not have the value yet.
    pub(crate) fn is_needed(&self) -> bool {
        self.new.is_some()
    }

    /// Makes the change. A reader of the file sees either the old content or all of the new.
    pub(crate) fn make(&self) -> Result<(), ConsentChangeError> {
        let Some(new) = &self.new else { return Ok(()) };
        self.write(new.as_bytes()).map_err(|error| {
            // The operating system's errors have a number. This one comes from `is_unchanged`.
            if error.kind() == ErrorKind::ResourceBusy && error.raw_os_error().is_none() {
                return ConsentChangeError::Changing {
                    file: self.file.clone(),
                };
            }
            ConsentChangeError::Failed {
                file: self.target.clone(),
                what: error.to_string(),
                lines: lines(self.section, self.collect),
            }
        })
    }

    fn write(&self, new: &[u8]) -> io::Result<()> {
        if let (None, Some(parent)) = (&self.old, self.target.parent()) {
            files::make_directories(parent)?;
        }
        files::replace(&self.target, new, |file| {
            self.keep_owner_and_permissions(file.get()?)?;
            // After a power cut, either the old or the new content must exist.
            file.get()?.sync_all()?;
            self.is_unchanged()
        })
    }

    /// Copies the owner and the permissions of the old file. A new file is the user's own and
    /// private, like the files of the runtime.
    fn keep_owner_and_permissions(&self, file: &File) -> io::Result<()> {
        let Some(Old { metadata: old, .. }) = &self.old else {
            return Ok(());
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            let new = file.metadata()?;
            if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
                fchown(file, Some(old.uid()), Some(old.gid()))?;
            }
        }
        file.set_permissions(old.permissions())
    }

    /// Fails if the user's editor saved the file meanwhile.
    fn is_unchanged(&self) -> io::Result<()> {
        let now = Old::read(&self.target)?.map(|now| now.bytes);
        if now.as_ref() != self.old.as_ref().map(|old| &old.bytes) {
            return Err(ErrorKind::ResourceBusy.into());
        }
        Ok(())
    }
}

impl Old {
    /// Reads the file; `None` if there is none.
    fn read(target: &Path) -> io::Result<Option<Self>> {
        let file = match files::open_followed(target) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        Ok(Some(Self {
            bytes: files::read_from(&file, LARGEST_CONFIG)?,
            metadata: file.get()?.metadata()?,
            names: platform::names_of(file.get()?)?,
        }))
    }

    /// Checks that nothing is lost if a new file replaces this one.
    ///
    /// # Errors
    /// If something would be lost, although the text is kept.
    fn can_be_replaced(&self, target: &Path) -> Result<(), String> {
        if files::belongs_to_us(&self.metadata, 0o002).is_err() {
            Err(format!("it leads to {}, which only root can change", target.display()))
        } else if self.names > 1 {
            Err("it is known by another name, too (a hard link), which would go on to have the old text".to_owned())
        } else if self.metadata.permissions().readonly() {
            Err("it is read-only, as somebody wanted it".to_owned())
        } else {
            Ok(())
        }
    }
}

/// The file behind a link or a chain of links. It need not exist.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    // The kernel's limit.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&path) else {
            return Ok(path);
        };
        path.pop();
        path.push(target);
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "its links lead nowhere"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn scratch(text: &str) -> (TempDir, PathBuf) {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("config.yml");
        fs::write(&file, text).unwrap();
        (scratch, file)
    }

    #[test]
    fn what_is_changed_meanwhile_is_not_overwritten() {
        let (scratch, file) = scratch("a: 1\n");
        let change = Change::of(&file, "telemetry", Collect::Everything).unwrap();
        assert_eq!((change.is_needed(), change.line, change.was), (true, Some(3), None));
        for other in ["a: 2\n", ""] {
            fs::write(&file, other).unwrap();
            assert_eq!(change.make(), Err(ConsentChangeError::Changing { file: file.clone() }));
            assert_eq!(fs::read_to_string(&file).unwrap(), other);
        }
        fs::remove_file(&file).unwrap();
        assert_eq!(change.make(), Err(ConsentChangeError::Changing { file: file.clone() }));
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_made_meanwhile_is_not_overwritten() {
        let (scratch, other) = scratch("b: 1\n");
        let file = scratch.path().join("deep/down/config.yml");
        let change = Change::of(&file, "telemetry", Collect::Nothing).unwrap();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::rename(&other, &file).unwrap();
        assert_eq!(change.make(), Err(ConsentChangeError::Changing { file: file.clone() }));
        assert_eq!(fs::read_to_string(&file).unwrap(), "b: 1\n");
        assert_eq!(files::count(file.parent().unwrap(), 9), 1);
    }

    #[test]
    fn what_says_so_already_is_not_written() {
        let (_scratch, file) = scratch("telemetry:\n  collect: false\n");
        let change = Change::of(&file, "telemetry", Collect::Nothing).unwrap();
        assert_eq!((change.is_needed(), change.line), (false, Some(2)));
        // The file is not read either.
        fs::remove_file(&file).unwrap();
        assert_eq!(change.make(), Ok(()));
        assert!(!file.exists());
    }

    #[test]
    fn a_file_with_another_name_or_that_is_read_only_is_refused() {
        let (scratch, file) = scratch("a: 1\n");
        let refused = |what: &str| {
            let error = Change::of(&file, "telemetry", Collect::Everything).unwrap_err();
            assert!(error.to_string().contains(what), "{error}");
        };
        let other = scratch.path().join("dotfiles.yml");
        fs::hard_link(&file, &other).unwrap();
        refused("known by another name");
        fs::remove_file(&other).unwrap();
        let writable = fs::metadata(&file).unwrap().permissions();
        let mut read_only = writable.clone();
        read_only.set_readonly(true);
        fs::set_permissions(&file, read_only).unwrap();
        refused("it is read-only");
        fs::set_permissions(&file, writable).unwrap();
        Change::of(&file, "telemetry", Collect::Everything).unwrap();
    }

    #[cfg(windows)]
    #[test]
    fn a_file_that_another_program_holds_open_stays_as_it_is() {
        use std::os::windows::fs::OpenOptionsExt;
        const SHARE_READ: u32 = 1;
        let (scratch, file) = scratch("a: 1\n");
        let change = Change::of(&file, "telemetry", Collect::Everything).unwrap();
        let mut options = fs::OpenOptions::new();
        let held = options.read(true).share_mode(SHARE_READ).open(&file).unwrap();
        let error = change.make().unwrap_err();
        assert!(matches!(error, ConsentChangeError::Failed { .. }), "{error:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "a: 1\n");
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1);
        drop(held);
        change.make().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_in_a_circle_are_told() {
        let (scratch, _) = scratch("");
        let (one, other) = (scratch.path().join("one"), scratch.path().join("other"));
        std::os::unix::fs::symlink(&one, &other).unwrap();
        std::os::unix::fs::symlink("other", &one).unwrap();
        let planned = Change::of(&one, "telemetry", Collect::Nothing).map(|_| ());
        assert!(matches!(
            planned,
            Err(ConsentChangeError::Impossible(Reason::Unreadable(..)))
        ));
    }
}
