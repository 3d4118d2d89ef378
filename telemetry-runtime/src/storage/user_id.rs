//! The pseudonymous user id: a random UUID4, made on the first start with consent.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use crate::util::{files, random};
use serde_json::Value;
use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::time::Duration;
use uuid::{Uuid, Variant};

/// A user id is 34 bytes; whatever is much larger is none.
const LARGEST: u64 = 256;
/// How long a first start waits for another that makes the id at the same moment; making it takes a
/// fraction of a millisecond.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// The id that the file holds, if it holds one.
pub(crate) fn read(path: &Path) -> Option<Uuid> {
    try_to_read(path).unwrap_or_default()
}

/// Whether the file still holds this id. What cannot be read at the moment says nothing against it.
pub(crate) fn is_still(path: &Path, id: Uuid) -> bool {
    try_to_read(path).map_or(true, |now| now == Some(id))
}

/// `Ok(None)` if there is none. What cannot be read at the moment may hold one.
pub(crate) fn try_to_read(path: &Path) -> io::Result<Option<Uuid>> {
    match files::read(path, LARGEST) {
        Ok(bytes) => Ok(parse(&bytes)),
        Err(error) if files::is_none_of_ours(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The id in the file; made and written if there is none, or no UUID4.
///
/// # Errors
/// Where the file can be neither read nor made. Starts at the same moment agree on one id.
pub(crate) fn read_or_make(path: &Path, lock: &Path) -> io::Result<Uuid> {
    if let Some(id) = try_to_read(path)? {
        return Ok(id);
    }
    // The lock decides between first starts at the same moment. It is released with the file, at
    // the end of this function. Right on Windows too, where it denies the content to every other
    // handle: nobody reads this file.
    let file = files::open(lock, OpenOptions::new().write(true).create(true).truncate(false))?;
    files::lock_with_timeout(&file, LONGEST_WAIT)?;
    if let Some(id) = try_to_read(path)? {
        return Ok(id);
    }
    let id = random::uuid()?;
    files::write_whole(path, format!("\"{}\"\n", id.simple()).as_bytes())?;
    Ok(id)
}

/// A JSON string of 32 hex digits that is a UUID4.
fn parse(bytes: &[u8]) -> Option<Uuid> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let text = value.as_str()?;
    let id = Uuid::try_parse(text).ok()?;
    (text.len() == 32 && id.get_version_num() == 4 && id.get_variant() == Variant::RFC4122).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn an_id_is_made_once_and_made_anew_when_it_is_none() {
        let scratch = tempfile::tempdir().unwrap();
        let (path, lock) = (scratch.path().join("user_id.json"), scratch.path().join("lock"));
        let first = read_or_make(&path, &lock).unwrap();
        assert_eq!(read_or_make(&path, &lock).unwrap(), first);
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("\"{}\"\n", first.simple()));
        for bad in [
            "",
            "null",
            "\"\"",
            "{\"id\": 1}",
            "\"00000000000000000000000000000000\"",
            "\"c9d0fb05-3cd5-4d0a",
        ] {
            fs::write(&path, bad).unwrap();
            assert_ne!(read_or_make(&path, &lock).unwrap(), first, "{bad}");
        }
    }

    #[test]
    fn threads_that_start_at_once_agree() {
        let scratch = tempfile::tempdir().unwrap();
        let (path, lock) = (scratch.path().join("user_id.json"), scratch.path().join("lock"));
        let ids: Vec<Uuid> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16)
                .map(|_| scope.spawn(|| read_or_make(&path, &lock).unwrap()))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]));
    }

    #[test]
    fn only_a_uuid4_of_32_digits_counts() {
        assert!(parse(b"\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"").is_some());
        assert!(
            parse(b"\"c9d0fb05-3cd5-4d0a-a5e1-c0d5a5d5d5d5\"").is_none(),
            "with hyphens"
        );
        assert!(
            parse(b"\"c9d0fb053cd51d0aa5e1c0d5a5d5d5d5\"").is_none(),
            "a UUID1, made of the machine's address"
        );
        assert!(
            parse(b"\"c9d0fb053cd54d0a05e1c0d5a5d5d5d5\"").is_none(),
            "another variant"
        );
    }
}
