//! The runtime's files: private to the user, never through a link, whole or absent.

use crate::util::blocked_signals;
use crate::util::own_file::OwnFile;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Opens a file as `options` say, made 0600 and never through a link in the last component.
pub(crate) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<OwnFile> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Non-blocking, because a FIFO in the place of a file would block for ever. It changes
        // nothing for regular files.
        options.mode(0o600).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    }
    let look = |path: &Path| fs::symlink_metadata(path);
    as_on_unix(OwnFile::open(path, options, look), || look(path))
}

/// Opens a file to read that is not ours, and may be reached by links.
pub(crate) fn open_followed(path: &Path) -> io::Result<OwnFile> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    // A FIFO in the place of the file would otherwise block the program for ever.
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let look = |path: &Path| fs::metadata(path);
    as_on_unix(OwnFile::open(path, &options, look), || look(path))
}

/// Gives a directory in the place of a file the error that [`read`] gives it on Unix, where a
/// directory can be opened.
///
/// On Windows it cannot. The error is `PermissionDenied`, as of a file that cannot be read now.
fn as_on_unix(opened: io::Result<OwnFile>, look: impl FnOnce() -> io::Result<Metadata>) -> io::Result<OwnFile> {
    opened.map_err(|error| {
        if cfg!(windows) && is_of_directory(&error, look) {
            not_a_regular_file()
        } else {
            error
        }
    })
}

fn is_of_directory(error: &io::Error, look: impl FnOnce() -> io::Result<Metadata>) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied && look().is_ok_and(|metadata| metadata.is_dir())
}

fn not_a_regular_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a regular file")
}

/// Reads a file of ours of at most `limit` bytes.
///
/// # Errors
/// What the system says, or `InvalidData` for anything that is no regular file, is not the user's
/// alone, or is larger than the limit.
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path, OpenOptions::new().read(true))?;
    let metadata = file.get()?.metadata()?;
    // The program's own directory may be its group's. Somebody else's id for the user would be a
    // name.
    belongs_to_us(&metadata, 0o002).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
    read_known(&file, &metadata, limit)
}

/// Reads an open file of at most `limit` bytes from its beginning.
pub(crate) fn read_from(file: &OwnFile, limit: u64) -> io::Result<Vec<u8>> {
    read_known(file, &file.get()?.metadata()?, limit)
}

fn read_known(file: &OwnFile, metadata: &Metadata, limit: u64) -> io::Result<Vec<u8>> {
    if !metadata.is_file() {
        return Err(not_a_regular_file());
    }
    let too_large = || io::Error::new(io::ErrorKind::InvalidData, format!("larger than {limit} bytes"));
    if metadata.len() > limit {
        return Err(too_large());
    }
    // One byte more than there should be, so that the end is seen without another system call.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0).saturating_add(1));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Returns true if the path is absent or not one of our files, so that we may create it. All else
/// that can go wrong says nothing of what it holds.
pub(crate) fn is_none_of_ours(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is_link = error.raw_os_error() == Some(libc::ELOOP);
    #[cfg(not(unix))]
    let is_link = false;
    is_link || matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData)
}

/// Whether the error says that another process has the file open and does not share it:
/// `ERROR_SHARING_VIOLATION`.
#[cfg(windows)]
pub(crate) fn is_in_use(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    error.raw_os_error() == Some(SHARING_VIOLATION)
}

/// Writes a file so that a reader of `path` sees all of it or the old content.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, |_| Ok(()))
}

/// Like `write_whole`, with a last step before the new file replaces the old one. If the step
/// fails, the old file stays.
pub(crate) fn replace(path: &Path, bytes: &[u8], step: impl FnOnce(&OwnFile) -> io::Result<()>) -> io::Result<()> {
    let waiting = beside(path)?;
    let written = open(&waiting, OpenOptions::new().write(true).create_new(true))
        .and_then(|file| write_all(&file, bytes).and_then(|()| step(&file)))
        .and_then(|()| fs::rename(&waiting, path));
    if written.is_err() {
        // What could not be finished is not left lying. That this fails as well changes nothing for
        // the caller.
        let _ = fs::remove_file(&waiting);
    }
    written
}

/// Writes all of it, or fails. No failure is a signal.
pub(crate) fn write_all(mut file: &OwnFile, bytes: &[u8]) -> io::Result<()> {
    blocked_signals::blocked(|| file.write_all(bytes))
}

/// An unused name beside `path`, made of the process id and a counter. The leading dot marks an
/// unfinished file for readers of the directory.
pub(crate) fn beside(path: &Path) -> io::Result<std::path::PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    Ok(path.with_file_name(format!(".{name}.{}-{count}", std::process::id())))
}

/// Makes a directory of ours, 0700, and what leads to it. Tells whether it was new.
///
/// # Errors
/// What the system says, or `PermissionDenied` for a directory that is not the user's own or that
/// others can write to.
pub(crate) fn directory(path: &Path) -> io::Result<bool> {
    // A link in the place of our directory is refused, not followed: who made it may point it
    // anywhere.
    let (metadata, new) = match fs::symlink_metadata(path) {
        Ok(metadata) => (metadata, false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_directories(path)?;
            (fs::symlink_metadata(path)?, true)
        }
        Err(error) => return Err(error),
    };
    if !metadata.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::NotADirectory,
            "not a directory (or a link to one)",
        ));
    }
    belongs_to_us(&metadata, 0o022).map_err(|why| io::Error::new(io::ErrorKind::PermissionDenied, why))?;
    Ok(new)
}

/// Creates the missing directories of this path, 0700.
pub(crate) fn make_directories(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Whether what `metadata` tells of is the user's own and has none of the `forbidden` permission
/// bits.
#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "as on Unix"))]
pub(crate) fn belongs_to_us(metadata: &Metadata, forbidden: u32) -> Result<(), &'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if metadata.uid() != crate::util::platform::user() {
            return Err("it belongs to another user");
        }
        if metadata.mode() & forbidden != 0 {
            return Err("others can write to it");
        }
    }
    // On Windows, the directories that we are given are inside the user's profile, which others
    // cannot write to.
    #[cfg(not(unix))]
    let _ = (metadata, forbidden);
    Ok(())
}

/// Whether this is a directory, no link to one, of the user's own, to which nobody else can write.
/// Nothing is removed in any other.
pub(crate) fn is_ours(directory: &Path) -> bool {
    fs::symlink_metadata(directory).is_ok_and(|metadata| metadata.is_dir() && belongs_to_us(&metadata, 0o022).is_ok())
}

/// Takes the lock of an open file, waiting for its holder, but not for ever. Only for files that
/// nobody reads: on Windows, the lock denies the content to every other handle.
///
/// # Errors
/// `WouldBlock` where it was held all the time; at once, what the system says of a file that cannot
/// be locked.
pub(crate) fn lock_with_timeout(file: &OwnFile, longest: Duration) -> io::Result<()> {
    let deadline = Instant::now() + longest;
    loop {
        match file.get()?.try_lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(1)),
            other => return other.map_err(io::Error::from),
        }
    }
}

/// The names of at most this many entries of a directory, without order; empty if it cannot be
/// read.
pub(crate) fn entries(directory: &Path, most: usize) -> Vec<OsString> {
    #[cfg(unix)]
    let names = crate::util::own_directory::names(directory, most);
    #[cfg(not(unix))]
    let names = fs::read_dir(directory).map(|entries| {
        let entries = entries.take(most).flatten();
        entries.map(|entry| entry.file_name()).collect()
    });
    names.unwrap_or_default()
}

/// The names in a directory that are no unfinished files, in order; empty if it cannot be read.
pub(crate) fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = entries(directory, usize::MAX)
        .into_iter()
        .filter_map(|name| name.into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    names
}

/// Everything in a directory of ours, unfinished files included; nothing where it is not ours.
pub(crate) fn all(directory: &Path) -> Vec<std::path::PathBuf> {
    if !is_ours(directory) {
        return Vec::new();
    }
    let names = entries(directory, usize::MAX);
    names.into_iter().map(|name| directory.join(name)).collect()
}

/// Removes unfinished files of writers that died: of all files whose names begin so, or of all.
pub(crate) fn sweep(directory: &Path, of: &str) {
    let unfinished = format!(".{of}");
    let mut names = entries(directory, usize::MAX);
    names.retain(|name| name.to_string_lossy().starts_with(&unfinished));
    for path in names.into_iter().map(|name| directory.join(name)) {
        let written = fs::symlink_metadata(&path).and_then(|metadata| metadata.modified());
        if written.is_ok_and(|written| is_long_ago(written, SystemTime::now())) {
            let _ = fs::remove_file(path);
        }
    }
}

/// A writer needs a moment; an hour is long. One that wrote in the future did so before the clock
/// was put back.
fn is_long_ago(written: SystemTime, now: SystemTime) -> bool {
    const LONG: Duration = Duration::from_secs(60 * 60);
    let age = now.duration_since(written).unwrap_or_else(|ahead| ahead.duration());
    age > LONG
}

/// A program puts nothing more into a directory of ours that holds more files than this.
const OVERFULL: usize = 1_000;

/// Whether a program may put another file there.
pub(crate) fn has_room(directory: &Path) -> bool {
    count(directory, OVERFULL + 1) <= OVERFULL
}

/// It may not, in these words.
pub(crate) fn overfull(words: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::StorageFull, words)
}

/// Returns true for our own error of a full directory, and false for the system's of a full disk.
pub(crate) fn is_overfull(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::StorageFull && error.raw_os_error().is_none()
}

/// How many entries a directory has, unfinished ones included; counts no further than `most`.
pub(crate) fn count(directory: &Path, most: usize) -> usize {
    entries(directory, most).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_whole_and_private() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("file");
        write_whole(&path, b"first").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(read(&path, 6).unwrap(), b"second");
        assert_eq!(names(scratch.path()), ["file"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("file");
        fs::write(&path, b"1234567").unwrap();
        assert_eq!(read(&path, 6).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(read(scratch.path(), 6).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn a_directory_is_none_of_our_files() {
        let scratch = tempfile::tempdir().unwrap();
        let (directory, file) = (scratch.path().join("directory"), scratch.path().join("file"));
        fs::create_dir(&directory).unwrap();
        fs::write(&file, b"").unwrap();
        assert!(is_none_of_ours(&read(&directory, 6).unwrap_err()));
        assert!(is_none_of_ours(&not_a_regular_file()));
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(is_of_directory(&denied(), || fs::symlink_metadata(&directory)));
        assert!(!is_of_directory(&denied(), || fs::symlink_metadata(&file)));
        assert!(!is_of_directory(&io::ErrorKind::NotFound.into(), || {
            fs::symlink_metadata(&directory)
        }));
        assert!(!is_none_of_ours(&denied()));
    }

    #[test]
    fn what_was_left_unfinished_is_swept_when_it_is_old_or_of_another_clock() {
        let now = SystemTime::now();
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert!(is_long_ago(now - minutes(61), now) && is_long_ago(now + minutes(61), now));
        assert!(!is_long_ago(now - minutes(59), now) && !is_long_ago(now + minutes(59), now));
        let scratch = tempfile::tempdir().unwrap();
        for name in [".ours.1-0", ".theirs", "ours"] {
            let path = scratch.path().join(name);
            fs::write(&path, "").unwrap();
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(now - minutes(90)).unwrap();
        }
        sweep(scratch.path(), "ours.");
        assert_eq!(all(scratch.path()).len(), 2);
        sweep(scratch.path(), "");
        assert_eq!(names(scratch.path()), ["ours"]);
        assert_eq!(all(scratch.path()).len(), 1);
    }

    #[test]
    fn a_lock_is_waited_for_but_not_for_ever() {
        let scratch = tempfile::tempdir().unwrap();
        let open = || lock_file(&scratch.path().join("lock"));
        let (first, second) = (open(), open());
        lock_with_timeout(&first, Duration::ZERO).unwrap();
        assert_eq!(
            lock_with_timeout(&second, Duration::from_millis(5)).unwrap_err().kind(),
            io::ErrorKind::WouldBlock
        );
        drop(first);
        lock_with_timeout(&second, Duration::ZERO).unwrap();
    }

    fn lock_file(path: &Path) -> OwnFile {
        open(path, OpenOptions::new().write(true).create(true).truncate(false)).unwrap()
    }

    #[cfg(unix)]
    #[test]
    fn links_and_open_directories_are_refused() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = tempfile::tempdir().unwrap();
        let ours = scratch.path().join("ours");
        assert!(directory(&ours).unwrap());
        assert!(!directory(&ours).unwrap());
        let link = scratch.path().join("link");
        std::os::unix::fs::symlink(&ours, &link).unwrap();
        assert_eq!(directory(&link).unwrap_err().kind(), io::ErrorKind::NotADirectory);
        fs::set_permissions(&ours, fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(directory(&ours).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        let file = scratch.path().join("file");
        fs::write(&file, b"x").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(read(&file, 10).unwrap(), b"x");
        let link = scratch.path().join("file-link");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(read(&link, 10).is_err());
        fs::set_permissions(&file, fs::Permissions::from_mode(0o646)).unwrap();
        assert!(is_none_of_ours(&read(&file, 10).unwrap_err()));
    }
}
