//! Changes the user's file in place: all at once, or not at all.

use super::config::{self, Collect};
use super::decision::{LARGEST_CONFIG, named, ours_is_the_home};
use super::edit::{edited, lines};
use super::store;
use crate::model::consent_change::ConsentChangeError;
use crate::model::reason::Reason;
use crate::storage::paths::Paths;
use crate::util::{files, platform};
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The limit for a chain of links, which is that of the kernel.
const MOST_LINKS: usize = 40;

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
        let file = file.to_owned();
        let unreadable = |error: io::Error| impossible(Reason::Unreadable(file.clone(), error.to_string()));
        let target = behind_links(&file).map_err(unreadable)?;
        let old = read(&target).map_err(unreadable)?;
        let refused = |line, what| ConsentChangeError::Refused {
            file: file.clone(),
            line,
            what,
            lines: lines(section, collect),
        };
        let bytes = old.as_ref().map_or(&[][..], |old| &old.bytes);
        let text = config::text(bytes).map_err(|mistake| refused(mistake.line, mistake.what))?;
        if let Some(old) = &old {
            // A file that other users can write does not count as the user's choice, so the change
            // would have no effect.
            store::is_the_users_choice(&file, &old.metadata)
                .map_err(|why| impossible(Reason::Foreign(file.clone(), why)))?;
        }
        let new = edited(text, section, collect).map_err(|mistake| refused(mistake.line, mistake.what))?;
        if let Some(old) = old.as_ref().filter(|_| new.is_some())
            && files::belongs_to_us(&old.metadata, 0o002).is_err()
        {
            let what = format!("it leads to {}, which only root can change", target.display());
            return Err(refused(None, what));
        }
        if let Some(old) = old.as_ref().filter(|_| new.is_some())
            && let Some(what) = stands_for_more(old)
        {
            return Err(refused(None, what.to_owned()));
        }
        let was = config::section(bytes, section).ok().and_then(|section| section.collect);
        let line = config::line_of_collect(new.as_deref().unwrap_or(text), section);
        Ok(Self {
            section,
            collect,
            file,
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
            if is_changing(&error) {
                let file = self.file.clone();
                return ConsentChangeError::Changing { file };
            }
            ConsentChangeError::Failed {
                file: self.target.clone(),
                what: error.to_string(),
                lines: lines(self.section, self.collect),
            }
        })
    }

    fn write(&self, new: &[u8]) -> io::Result<()> {
        let made = match (&self.old, self.target.parent()) {
            (None, Some(parent)) => directories(parent)?,
            _ => Vec::new(),
        };
        let new_file = files::beside(&self.target)?;
        let written = files::open(&new_file, OpenOptions::new().write(true).create_new(true)).and_then(|file| {
            let finished = files::write_all(&file, new)
                .and_then(|()| self.keep_owner_and_permissions(file.get()?))
                // The file may be the user's only configuration. After a power cut, either the old
                // or the new content must exist.
                .and_then(|()| file.get()?.sync_all())
                .and_then(|()| self.is_unchanged());
            drop(file);
            finished.and_then(|()| fs::rename(&new_file, &self.target))
        });
        if written.is_err() {
            // The caller gets the first error, even if the removal fails too.
            let _ = fs::remove_file(&new_file);
            for directory in made.iter().rev() {
                let _ = fs::remove_dir(directory);
            }
        }
        written
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
        let now = read(&self.target)?.map(|now| now.bytes);
        if now.as_ref() == self.old.as_ref().map(|old| &old.bytes) {
            Ok(())
        } else {
            Err(ErrorKind::ResourceBusy.into())
        }
    }
}

/// Returns true if the error comes from `is_unchanged`, and not from the operating system.
fn is_changing(error: &io::Error) -> bool {
    error.kind() == ErrorKind::ResourceBusy && error.raw_os_error().is_none()
}

/// The file behind a link or a chain of links. It need not exist.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let target = fs::read_link(&path)?;
                path.pop();
                path.push(target);
            }
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "its links lead nowhere"))
}

fn read(target: &Path) -> io::Result<Option<Old>> {
    let file = match files::open_followed(target) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    Ok(Some(Old {
        bytes: files::read_from(&file, LARGEST_CONFIG)?,
        metadata: file.get()?.metadata()?,
        names: platform::names_of(file.get()?)?,
    }))
}

/// The reason why replacing the file would lose something, although its text is kept.
fn stands_for_more(old: &Old) -> Option<&'static str> {
    if old.names > 1 {
        return Some("it is known by another name, too (a hard link), which would go on to have the old text");
    }
    old.metadata
        .permissions()
        .readonly()
        .then_some("it is read-only, as somebody wanted it")
}

/// Creates the missing directories of this path, private to the user. Returns the new ones,
/// outermost first.
fn directories(path: &Path) -> io::Result<Vec<PathBuf>> {
    let missing = |path: &&Path| !path.as_os_str().is_empty() && fs::symlink_metadata(path).is_err();
    let mut made: Vec<PathBuf> = path.ancestors().take_while(missing).map(Path::to_owned).collect();
    made.reverse();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    Ok(made)
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
    fn a_file_in_another_encoding_is_refused_with_the_fix() {
        let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for bytes in [
            utf_16("\u{feff}telemetry:\r\n  collect: false\r\n"),
            utf_16("a: 1\r\n"),
            b"a: J\xfcrgen\n".to_vec(),
            b"a: 1\n\0".to_vec(),
        ] {
            let (_scratch, file) = scratch("");
            fs::write(&file, &bytes).unwrap();
            for collect in [Collect::Everything, Collect::Nothing] {
                let error = Change::of(&file, "telemetry", collect).unwrap_err();
                let says = error.to_string();
                assert!(matches!(error, ConsentChangeError::Refused { .. }), "{error:?}");
                assert!(says.starts_with(&file.display().to_string()), "{says}");
                assert!(says.contains("as UTF-8") && !says.contains("rgen"), "{says}");
            }
            assert_eq!(fs::read(&file).unwrap(), bytes);
        }
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
        let held = OpenOptions::new()
            .read(true)
            .share_mode(SHARE_READ)
            .open(&file)
            .unwrap();
        let error = change.make().unwrap_err();
        assert!(matches!(error, ConsentChangeError::Failed { .. }), "{error:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "a: 1\n");
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1);
        drop(held);
        change.make().unwrap();
    }

    #[test]
    fn a_byte_order_mark_and_carriage_returns_stay() {
        let (_scratch, file) = scratch("\u{feff}a: 1\r\ntelemetry:\r\n  collect: false\r\n");
        Change::of(&file, "telemetry", Collect::Everything)
            .unwrap()
            .make()
            .unwrap();
        let expected = "\u{feff}a: 1\r\ntelemetry:\r\n  collect: true\r\n";
        assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_in_a_circle_are_told() {
        let (scratch, _) = scratch("");
        let (one, other) = (scratch.path().join("one"), scratch.path().join("other"));
        std::os::unix::fs::symlink(&one, &other).unwrap();
        std::os::unix::fs::symlink("other", &one).unwrap();
        let error = Change::of(&one, "telemetry", Collect::Nothing).unwrap_err();
        assert!(
            matches!(error, ConsentChangeError::Impossible(Reason::Unreadable(..))),
            "{error}"
        );
    }
}
