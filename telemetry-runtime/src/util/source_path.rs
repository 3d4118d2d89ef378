//! Paths of source files, as the compiler and debug information write them.
//!
//! They are paths of the machine that compiled the program. It may run another operating system
//! than this one, so they are read as text, by the rules of both Unix and Windows. `std::path`
//! knows only those of the system on which it runs.

use std::borrow::Cow;

const SEPARATORS: [char; 2] = ['/', '\\'];

/// Whether a path starts at a root: `/x` of Unix, `C:\x`, `\x`, `\\server\x` or `\\?\C:\x` of
/// Windows.
///
/// So does `C:x`: it is relative to a directory that only the machine that compiled knows.
pub(crate) fn is_absolute(path: &str) -> bool {
    let is_drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    path.starts_with(SEPARATORS) || is_drive
}

/// The names between the separators; some may be empty.
pub(crate) fn names(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(SEPARATORS)
}

/// The last name.
pub(crate) fn file_name(path: &str) -> &str {
    names(path).next_back().unwrap_or_default()
}

/// Whether the last names of a path are those of `end`.
pub(crate) fn ends_with(path: &str, end: &str) -> bool {
    let mut names_of_path = names(path).rev();
    names(end).rev().all(|name| names_of_path.next() == Some(name))
}

/// The path with `/` alone.
pub(crate) fn with_slashes(path: &str) -> Cow<'_, str> {
    if path.contains('\\') {
        Cow::Owned(path.replace('\\', "/"))
    } else {
        Cow::Borrowed(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_of_both_systems_are_known_on_both() {
        for (path, absolute) in [
            ("/home/ada/snatch/src/main.rs", true),
            ("//server/share/main.rs", true),
            (r"C:\Users\ada\main.rs", true),
            ("c:/Users/ada/main.rs", true),
            (r"\Users\ada\main.rs", true),
            (r"\\server\share\main.rs", true),
            (r"\\?\C:\Users\ada\main.rs", true),
            (r"\\.\C:\main.rs", true),
            ("C:", true),
            ("C:main.rs", true),
            ("/", true),
            ("src/main.rs", false),
            (r"src\main.rs", false),
            ("../main.rs", false),
            ("main.rs", false),
            ("1:main.rs", false),
            ("äC:main.rs", false),
            ("nonsense", false),
            ("", false),
        ] {
            assert_eq!(is_absolute(path), absolute, "{path}");
        }
    }

    #[test]
    fn both_separators_separate() {
        for path in ["/a/b.rs", r"C:\a\b.rs", r"/rustc/1\a\b.rs", r"a/b.rs"] {
            assert_eq!(file_name(path), "b.rs", "{path}");
            assert!(ends_with(path, "a/b.rs") && ends_with(path, r"a\b.rs"), "{path}");
            assert!(!ends_with(path, "x/b.rs") && !ends_with(path, ".rs"), "{path}");
        }
        assert!(!ends_with("b.rs", "a/b.rs"));
        assert_eq!(with_slashes(r"C:\a\b.rs"), "C:/a/b.rs");
        assert!(matches!(with_slashes("a/b.rs"), Cow::Borrowed("a/b.rs")));
    }
}
