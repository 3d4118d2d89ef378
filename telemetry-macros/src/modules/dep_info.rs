//! The compiler's dep-info: a makefile that names every source of a crate.

use std::path::Path;

// Input:  /target/deps/a-01.d: /src/a-1.0/src/lib.rs /src/a-1.0/src/b.rs
// Output: `/src/a-1.0/src/lib.rs`: the compiler reads the crate's root first, and lists what it read in that order
pub(super) fn root_source(dep_info: &str) -> Option<String> {
    // ": " and no other colon: `C:\target\…`.
    let (_, sources) = dep_info.lines().find_map(|line| line.split_once(": "))?;
    let first = first_word(sources);
    let is_rust = Path::new(&first).extension().is_some_and(|extension| extension == "rs");
    is_rust.then_some(first)
}

/// A blank in a path is written `\ `; other backslashes are those of Windows.
fn first_word(text: &str) -> String {
    let mut word = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            ' ' => break,
            '\\' if characters.peek() == Some(&' ') => word.extend(characters.next()),
            c => word.push(c),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_source_is_the_root() {
        let dep_info = "/t/deps/a-01.d: /r/a-1.0/src/lib.rs /r/a-1.0/src/b.rs\n\n\
                        /t/deps/liba-01.rmeta: /r/a-1.0/src/lib.rs\n\n/r/a-1.0/src/lib.rs:\n\n# env-dep:CARGO=x\n";
        assert_eq!(root_source(dep_info).as_deref(), Some("/r/a-1.0/src/lib.rs"));
    }

    #[test]
    fn paths_with_blanks_and_of_windows_are_read() {
        let dep_info = "C:\\my\\ target\\a.d: C:\\my\\ sources\\src\\lib.rs src\\b.rs\n";
        assert_eq!(root_source(dep_info).as_deref(), Some("C:\\my sources\\src\\lib.rs"));
    }

    #[test]
    fn what_is_no_dep_info_names_nothing() {
        for text in ["", "x", "a.d:\n", "a.d: \n", "a.d: data.txt\n", "\u{0}: \u{0}"] {
            assert_eq!(root_source(text), None, "{text:?}");
        }
    }
}
