//! The arguments of the compiler that expands the macro.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The arguments of a compiler.
#[derive(Debug)]
pub(crate) struct Arguments(Vec<String>);

impl Arguments {
    /// The arguments of this process, which is the compiler. An editor's process has none of
    /// interest. Read once for all macros.
    pub(crate) fn of_this_process() -> &'static Self {
        static READ: LazyLock<Arguments> = LazyLock::new(|| Arguments::read(std::env::args_os()));
        &READ
    }

    /// An argument that is not UTF-8 is of no interest.
    pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Self {
        let texts = arguments.filter_map(|argument| argument.into_string().ok());
        Self(texts.flat_map(unfold).collect())
    }

    // Input:  `--crate-type` of rustc --crate-type=bin --crate-type lib
    // Output: ["bin", "lib"]
    pub(crate) fn values(&self, option: &str) -> Vec<&str> {
        let mut values = Vec::new();
        let mut words = self.0.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let value = match word.strip_prefix(option) {
                Some("") => words.next(),
                Some(joined) => joined.strip_prefix('='),
                None => continue,
            };
            values.extend(value);
        }
        values
    }

    /// The root of the crate, as the compiler was given it.
    pub(crate) fn source(&self) -> Option<&Path> {
        let mut words = self.0.iter().map(Path::new);
        words.find(|word| word.extension().is_some_and(|extension| extension == "rs"))
    }

    /// Whether the crate is of an edition before 2024. One that is not named is 2015, but where
    /// there is no compiler, there is no edition.
    pub(crate) fn are_of_an_earlier_edition(&self) -> bool {
        self.values("--edition").iter().any(|edition| *edition < "2024")
    }

    /// Whether the crate can be linked into a program but is none itself.
    pub(crate) fn make_a_library(&self) -> bool {
        let types = self.values("--crate-type");
        let mut types = types.iter().flat_map(|value| value.split(',')).peekable();
        let is_test = self.0.iter().any(|word| word == "--test");
        !is_test && types.peek().is_some() && types.all(|kind| kind != "bin")
    }
}

/// `@file` means the lines of that file. Cargo uses it if the command line would be too long.
fn unfold(argument: String) -> Vec<String> {
    match argument.strip_prefix('@') {
        Some(file) => match fs::read_to_string(file) {
            Ok(lines) => lines.lines().map(str::to_owned).collect(),
            Err(_) => Vec::new(),
        },
        None => vec![argument],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Arguments {
        Arguments::read(words.split(' ').map(Into::into))
    }

    #[test]
    fn every_spelling_is_read() {
        assert_eq!(read("rustc --a b --c=d --a=e --ab f --a").values("--a"), ["b", "e"]);
    }

    #[test]
    fn arguments_in_a_file_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("arguments");
        fs::write(&file, "--extern\nanyhow=x\r\n--edition=2024\n").unwrap();
        let (file, missing) = (file.display(), folder.path().join("missing"));
        let arguments = read(&format!("rustc @{file} @{}", missing.display()));
        assert_eq!(arguments.values("--extern"), ["anyhow=x"]);
    }

    #[test]
    fn the_source_is_found() {
        let source = read("rustc --crate-name x src/main.rs --extern y=/d/liby.rlib");
        assert_eq!(source.source(), Some(Path::new("src/main.rs")));
        assert_eq!(read("rustc -").source(), None);
    }

    #[test]
    fn earlier_editions_are_known() {
        assert!(read("rustc --edition=2021 x.rs").are_of_an_earlier_edition());
        assert!(read("rustc --edition 2018 x.rs").are_of_an_earlier_edition());
        assert!(!read("rustc --edition=2024 x.rs").are_of_an_earlier_edition());
        assert!(!read("an-editor").are_of_an_earlier_edition());
    }

    #[test]
    fn a_library_is_told_from_a_program() {
        for words in [
            "rustc src/lib.rs --crate-type lib",
            "rustc --crate-type=cdylib src/lib.rs",
            "rustc --crate-type rlib --crate-type cdylib",
            "rustc --crate-type=rlib,cdylib",
        ] {
            assert!(read(words).make_a_library(), "{words}");
        }
        for words in [
            "rustc src/main.rs --crate-type bin",
            "rustc src/lib.rs --test",
            "rustc src/main.rs",
            "rust-analyzer-proc-macro-srv",
        ] {
            assert!(!read(words).make_a_library(), "{words}");
        }
    }
}
