//! Retention limits of the outbox. Only the uploader, which holds the lock, deletes files here.

use super::envelope::{Class, FileName, NotOurs};
use crate::util::clock;
use crate::util::files;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// At most so many envelopes wait.
const MOST_FILES: usize = 500;
/// At most so many bytes wait.
const MOST_BYTES: u64 = 5 * 1024 * 1024;
/// The longest time in the outbox: servers reject older events.
pub(crate) const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// At most so many files are kept in each of the two directories that are only there to be looked
/// at.
const MOST_KEPT: usize = 50;

/// The queued envelopes, oldest first, and the names of files that are not ours.
pub(crate) fn list(outbox: &Path) -> (Vec<(String, FileName)>, Vec<String>) {
    let (mut ours, mut foreign) = (Vec::new(), Vec::new());
    for name in files::names(outbox) {
        match name.parse::<FileName>() {
            Ok(parsed) => ours.push((name, parsed)),
            Err(NotOurs::Foreign) => foreign.push(name),
            Err(NotOurs::Newer) => {}
        }
    }
    // In the order of their names, which is that of time.
    (ours, foreign)
}

/// The envelopes that must go, so that the rest is within the bounds: those that waited too long;
/// then messages before sessions before errors before crashes, the oldest first.
pub(crate) fn excess(outbox: &Path, queued: &[(String, FileName)]) -> Vec<String> {
    let now = clock::millis();
    let is_stale = |name: &FileName| now.saturating_sub(name.millis) > clock::as_millis(LONGEST);
    let size = |name: &str| fs::symlink_metadata(outbox.join(name)).map_or(0, |metadata| metadata.len());
    let (stale, kept): (Vec<_>, Vec<_>) = queued.iter().partition(|(_, name)| is_stale(name));
    let mut excess: Vec<String> = stale.into_iter().map(|(name, _)| name.clone()).collect();
    let mut files = kept.len();
    let mut bytes: u64 = kept.iter().map(|(name, _)| size(name)).sum();
    for class in Class::FIRST_TO_GO {
        for (name, _) in kept.iter().filter(|(_, parsed)| parsed.class == class) {
            if files <= MOST_FILES && bytes <= MOST_BYTES {
                return excess;
            }
            files = files.saturating_sub(1);
            bytes = bytes.saturating_sub(size(name));
            excess.push(name.clone());
        }
    }
    excess
}

/// Keeps the youngest files of a directory that only holds files to be looked at.
pub(crate) fn tidy(directory: &Path) {
    let now = SystemTime::now();
    let mut aged: Vec<(Duration, String)> = files::names(directory)
        .into_iter()
        .filter_map(|name| {
            let modified = fs::symlink_metadata(directory.join(&name)).and_then(|metadata| metadata.modified());
            Some((age(modified.ok()?, now), name))
        })
        .collect();
    while let Some((position, (age, name))) = aged.iter().enumerate().max_by_key(|(_, (age, _))| *age) {
        if aged.len() <= MOST_KEPT && *age <= LONGEST {
            break;
        }
        let _ = fs::remove_file(directory.join(name));
        aged.swap_remove(position);
    }
}

/// What is of the future was written before the clock was put back, and is older than all since.
fn age(written: SystemTime, now: SystemTime) -> Duration {
    match now.duration_since(written) {
        Ok(age) => age,
        Err(ahead) if ahead.duration() > clock::DAY => LONGEST,
        Err(_) => Duration::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(age_days: u64, class: Class) -> FileName {
        let millis = clock::millis() - age_days * clock::as_millis(clock::DAY);
        let name = FileName::new(class, crate::util::random::uuid().unwrap()).to_string();
        let mut parts: Vec<String> = name.split('-').map(str::to_owned).collect();
        parts[1] = format!("{millis:013}");
        parts.join("-").parse().unwrap()
    }

    fn fill(outbox: &Path, names: impl IntoIterator<Item = FileName>, bytes: usize) {
        for name in names {
            fs::write(outbox.join(name.to_string()), vec![b'x'; bytes]).unwrap();
        }
    }

    #[test]
    fn within_the_bounds_all_stay_in_order() {
        let scratch = tempfile::tempdir().unwrap();
        fill(
            scratch.path(),
            [name(1, Class::Crash), name(3, Class::Message), name(2, Class::Session)],
            10,
        );
        fs::write(scratch.path().join("notes.txt"), "x").unwrap();
        fs::write(scratch.path().join("9-1-z-future.envelope"), "x").unwrap();
        let (ours, foreign) = list(scratch.path());
        let order: Vec<Class> = ours.iter().map(|(_, name)| name.class).collect();
        assert_eq!(order, [Class::Message, Class::Session, Class::Crash]);
        assert_eq!(foreign, ["notes.txt"]);
        assert!(excess(scratch.path(), &ours).is_empty());
    }

    #[test]
    fn messages_go_first_and_crashes_last() {
        let scratch = tempfile::tempdir().unwrap();
        fill(scratch.path(), (0..300).map(|_| name(2, Class::Message)), 1);
        fill(scratch.path(), (0..250).map(|_| name(3, Class::Crash)), 1);
        let (ours, _) = list(scratch.path());
        let excess = excess(scratch.path(), &ours);
        assert_eq!(excess.len(), 50);
        assert!(excess.iter().all(|name| name.contains("-m-")));
    }

    #[test]
    fn too_many_bytes_and_too_many_days_go() {
        let scratch = tempfile::tempdir().unwrap();
        fill(
            scratch.path(),
            [name(5, Class::Message), name(1, Class::Message)],
            3 * 1024 * 1024,
        );
        let (ours, _) = list(scratch.path());
        let gone = excess(scratch.path(), &ours);
        assert_eq!(gone, [ours[0].0.clone()], "the older of the two");
        fill(scratch.path(), [name(31, Class::Crash)], 1);
        let (ours, _) = list(scratch.path());
        assert!(excess(scratch.path(), &ours).iter().any(|name| name.contains("-c-")));
    }

    #[test]
    fn the_log_keeps_the_last_ones() {
        let scratch = tempfile::tempdir().unwrap();
        let write = |name: String, time: SystemTime| {
            let file = fs::File::create(scratch.path().join(name)).unwrap();
            file.set_modified(time).unwrap();
        };
        let now = SystemTime::now();
        for number in 0..60 {
            write(format!("{number:03}"), now - Duration::from_secs(100 - number));
        }
        tidy(scratch.path());
        let names = files::names(scratch.path());
        assert_eq!((names.len(), names[0].as_str()), (MOST_KEPT, "010"));
        // What was written before the clock was put back by a year makes room for what is written
        // now.
        for number in 0..60 {
            write(format!("future-{number:03}"), now + 365 * clock::DAY);
        }
        tidy(scratch.path());
        assert_eq!(files::names(scratch.path()), names);
    }
}
