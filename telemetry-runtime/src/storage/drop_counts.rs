//! Counts dropped events that no run journal has: a byte for each, in one small file for each
//! server.
//!
//! Programs only append, and take no lock: on Windows a lock would keep others from appending. The
//! uploader remembers how far it has counted in a second file beside the first. Both are deleted
//! when the first is full.

use crate::model::dsn::Dsn;
use crate::storage::outbox::envelope::Class;
use crate::util::files;
use crate::util::hash::hash;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The size in bytes at which the file is full. What is dropped after that, until the next uploader
/// runs, is not counted.
const FULL: u64 = 1024 * 1024;
/// Programs that append at the same moment may exceed it.
const LARGEST: u64 = 2 * FULL;

const EVENT: u8 = b'e';
const SESSION: u8 = b's';

/// Counts one event or session for this server.
pub(crate) fn add(directory: &Path, dsn: &Dsn, class: Class) -> io::Result<()> {
    files::directory(directory)?;
    let file = files::open(&path(directory, dsn), OpenOptions::new().append(true).create(true))?;
    if file.get()?.metadata()?.len() >= FULL {
        return Err(files::overfull(
            "more than a million dropped events are not reported yet",
        ));
    }
    let letter = if class == Class::Session { SESSION } else { EVENT };
    files::write_all(&file, &[letter])
}

/// Gives to `count` how many of each class were added since the last call, and remembers that they
/// are counted. The caller holds the uploader's lock.
///
/// A process that dies in between has them counted twice: rather that than not at all.
pub(crate) fn collect(directory: &Path, dsn: &Dsn, count: impl FnOnce([(Class, u64); 2])) -> io::Result<()> {
    let path = path(directory, dsn);
    let bytes = match files::read(&path, LARGEST) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let new = uncounted(&path, &bytes);
    if new.is_empty() {
        return Ok(());
    }
    count([(Class::Message, of(new, EVENT)), (Class::Session, of(new, SESSION))]);
    if bytes.len() as u64 >= FULL {
        // In this order: with the count alone, later bytes would be taken for counted ones.
        return match fs::remove_file(counted_path(&path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => fs::remove_file(&path),
        };
    }
    files::write_whole(&counted_path(&path), bytes.len().to_string().as_bytes())
}

/// How many were added for this server since the last [`collect`].
pub(crate) fn uncollected(directory: &Path, dsn: &Dsn) -> u64 {
    let path = path(directory, dsn);
    let bytes = files::read(&path, LARGEST).unwrap_or_default();
    let new = uncounted(&path, &bytes);
    of(new, EVENT).saturating_add(of(new, SESSION))
}

/// The bytes after those that were counted; all of them where that is not known.
fn uncounted<'a>(path: &Path, bytes: &'a [u8]) -> &'a [u8] {
    let counted = files::read(&counted_path(path), 32).unwrap_or_default();
    let counted = std::str::from_utf8(&counted).ok().and_then(|text| text.parse().ok());
    counted.and_then(|counted: usize| bytes.get(counted..)).unwrap_or(bytes)
}

fn of(bytes: &[u8], letter: u8) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == letter)).sum()
}

/// An older release knows a newer format by its name. A server's name is not safe as a file's name.
fn path(directory: &Path, dsn: &Dsn) -> PathBuf {
    directory.join(format!("1-{:016x}", hash(dsn.as_str())))
}

fn counted_path(path: &Path) -> PathBuf {
    path.with_extension("counted")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(directory: &Path, dsn: &Dsn) -> Option<[(Class, u64); 2]> {
        let mut counted = None;
        collect(directory, dsn, |counts| counted = Some(counts)).unwrap();
        counted
    }

    #[test]
    fn what_was_added_is_counted_once_for_its_server() {
        let scratch = tempfile::tempdir().unwrap();
        let directory = scratch.path().join("dropped");
        let [here, there] = ["https://key@one.example/1", "https://key@two.example/1"].map(|dsn| dsn.parse().unwrap());
        assert_eq!(collected(&directory, &here), None);
        for class in [Class::Message, Class::Session, Class::Crash, Class::Error] {
            add(&directory, &here, class).unwrap();
        }
        add(&directory, &there, Class::Session).unwrap();
        assert_eq!(
            (uncollected(&directory, &here), uncollected(&directory, &there)),
            (4, 1)
        );
        assert_eq!(
            collected(&directory, &here),
            Some([(Class::Message, 3), (Class::Session, 1)])
        );
        assert_eq!(collected(&directory, &here), None);
        assert_eq!(
            collected(&directory, &there),
            Some([(Class::Message, 0), (Class::Session, 1)])
        );
    }

    #[test]
    fn what_others_add_meanwhile_is_counted() {
        let scratch = tempfile::tempdir().unwrap();
        let dsn: Dsn = "https://key@one.example/1".parse().unwrap();
        let mut counted = 0;
        std::thread::scope(|scope| {
            let adders: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..250).for_each(|_| add(scratch.path(), &dsn, Class::Message).unwrap())))
                .collect();
            while adders.iter().any(|adder| !adder.is_finished()) {
                let _ = collect(scratch.path(), &dsn, |[(_, events), _]| counted += events);
            }
        });
        counted += collected(scratch.path(), &dsn).map_or(0, |[(_, events), _]| events);
        let added = fs::metadata(path(scratch.path(), &dsn)).unwrap().len();
        assert_eq!(counted, added, "each is counted once");
        // Two that append at the same moment overwrite each other under Wine, though not on
        // Windows.
        assert!(added == 1_000 || cfg!(windows), "{added}");
    }

    #[test]
    fn it_does_not_grow_for_ever_and_what_is_no_count_counts_nothing() {
        let scratch = tempfile::tempdir().unwrap();
        let dsn: Dsn = "https://key@one.example/1".parse().unwrap();
        fs::write(path(scratch.path(), &dsn), vec![b'?'; usize::try_from(FULL).unwrap()]).unwrap();
        assert!(files::is_overfull(
            &add(scratch.path(), &dsn, Class::Message).unwrap_err()
        ));
        assert_eq!(
            collected(scratch.path(), &dsn),
            Some([(Class::Message, 0), (Class::Session, 0)])
        );
        add(scratch.path(), &dsn, Class::Message).unwrap();
        assert_eq!(
            collected(scratch.path(), &dsn),
            Some([(Class::Message, 1), (Class::Session, 0)])
        );
    }
}
