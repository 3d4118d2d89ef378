//! What holds of every `user_id.json`.

use super::{parse, read, read_or_make};
use std::fs;
use std::path::Path;

/// What counts as an id is a JSON string of 32 hex digits that says of itself that it is random.
pub(crate) fn of_any_bytes(bytes: &[u8]) {
    let digits = serde_json::from_slice::<serde_json::Value>(bytes)
        .ok()
        .and_then(|json| json.as_str().map(str::to_ascii_lowercase));
    let is_one = digits.as_deref().is_some_and(is_uuid4);
    let parsed = parse(bytes);
    assert_eq!(parsed.is_some(), is_one);
    if let Some(id) = parsed {
        assert_eq!(Some(id.simple().to_string()), digits);
    }
}

/// The id that is in the file stays, and the file with it; else there is a new one, and it is the
/// same the next time.
pub(crate) fn of_any_file(bytes: &[u8], directory: &Path) {
    let (path, lock) = (directory.join("user_id.json"), directory.join("lock"));
    fs::write(&path, bytes).unwrap();
    let before = read(&path);
    let id = read_or_make(&path, &lock).unwrap();
    let file = fs::read(&path).unwrap();
    match before {
        Some(before) => assert_eq!((id, file.as_slice()), (before, bytes)),
        None => assert_eq!(file, format!("\"{}\"\n", id.simple()).into_bytes()),
    }
    assert!(is_uuid4(&id.simple().to_string()));
    assert_eq!(read_or_make(&path, &lock).unwrap(), id);
}

fn is_uuid4(digits: &str) -> bool {
    let is_hex = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hex && digits.as_bytes()[12] == b'4' && b"89ab".contains(&digits.as_bytes()[16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::laws::trial;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            of_any_bytes(&bytes);
        }

        #[test]
        fn they_hold_of_what_looks_like_one(text in "[ \n]?\"[0-9a-fA-F]{12}[45][0-9a-f]{3}[89abc0][0-9a-f-]{14,16}\"[ \n}]?") {
            of_any_bytes(text.as_bytes());
            of_any_file(text.as_bytes(), tempfile::tempdir()?.path());
        }
    }
}
