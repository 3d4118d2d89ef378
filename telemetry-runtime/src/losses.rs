//! What was lost where no run's file says so: a byte for each loss, in one small file for each server.
//!
//! Programs add, and the uploader counts and empties. The file's lock keeps what is added meanwhile from being emptied uncounted.

use crate::check_in::hash;
use crate::dsn::Dsn;
use crate::files;
use crate::outbox::envelope_file::Class;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So many losses are counted until the next uploader comes by, and no more.
const MOST: u64 = 1024 * 1024;
/// Those who did not get the lock may have added some more.
const LARGEST: u64 = 2 * MOST;
/// Others hold the lock for as long as it takes to write a byte, or the uploader to write its state.
const PATIENCE: Duration = Duration::from_millis(10);

const EVENT: u8 = b'e';
const SESSION: u8 = b's';

/// Notes that something for this server was lost.
pub(crate) fn add(directory: &Path, dsn: &Dsn, class: Class) -> io::Result<()> {
    files::directory(directory)?;
    // To be read, too: Windows locks no file that can only be appended to.
    let mut file = files::open(
        &path(directory, dsn),
        OpenOptions::new().read(true).append(true).create(true),
    )?;
    // Where it cannot be had, the byte may be emptied uncounted; without the byte, it is not counted for certain.
    let _ = files::lock_within(&file, PATIENCE);
    if file.metadata()?.len() >= MOST {
        return Err(files::overfull("more than a million losses wait to be told"));
    }
    let letter = if class == Class::Session { SESSION } else { EVENT };
    file.write_all(&[letter])
}

/// Gives to `count` what was noted for this server, how many of which class, and forgets it once that is done.
///
/// Whoever dies in between has it counted twice: rather that than not at all.
pub(crate) fn collect(directory: &Path, dsn: &Dsn, count: impl FnOnce([(Class, u64); 2])) -> io::Result<()> {
    let file = match files::open(&path(directory, dsn), OpenOptions::new().read(true).write(true)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    files::lock_within(&file, PATIENCE)?;
    let bytes = files::read_from(&file, LARGEST)?;
    if bytes.is_empty() {
        return Ok(());
    }
    count([
        (Class::Message, of(&bytes, EVENT)),
        (Class::Session, of(&bytes, SESSION)),
    ]);
    file.set_len(0)
}

/// How much was noted for this server and waits to be counted.
pub(crate) fn waiting(directory: &Path, dsn: &Dsn) -> u64 {
    let bytes = files::read(&path(directory, dsn), LARGEST).unwrap_or_default();
    of(&bytes, EVENT).saturating_add(of(&bytes, SESSION))
}

fn of(bytes: &[u8], letter: u8) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == letter)).sum()
}

/// An older release knows a newer format by its name. What the server is called is nobody's name for a file.
fn path(directory: &Path, dsn: &Dsn) -> PathBuf {
    directory.join(format!("1-{:016x}", hash(dsn.as_str())))
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
        let directory = scratch.path().join("losses");
        let [here, there] = ["https://key@one.example/1", "https://key@two.example/1"].map(|dsn| dsn.parse().unwrap());
        assert_eq!(collected(&directory, &here), None);
        for class in [Class::Message, Class::Session, Class::Crash, Class::Error] {
            add(&directory, &here, class).unwrap();
        }
        add(&directory, &there, Class::Session).unwrap();
        assert_eq!((waiting(&directory, &here), waiting(&directory, &there)), (4, 1));
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
                // One that does not get the lock comes again.
                let _ = collect(scratch.path(), &dsn, |[(_, events), _]| counted += events);
            }
        });
        counted += collected(scratch.path(), &dsn).map_or(0, |[(_, events), _]| events);
        assert_eq!(counted, 1_000);
    }

    #[test]
    fn it_does_not_grow_for_ever_and_what_is_no_count_counts_nothing() {
        let scratch = tempfile::tempdir().unwrap();
        let dsn: Dsn = "https://key@one.example/1".parse().unwrap();
        std::fs::write(path(scratch.path(), &dsn), vec![b'?'; usize::try_from(MOST).unwrap()]).unwrap();
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
