//! The compiler's `--extern` arguments.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// A direct dependency, as far as the compiler's arguments tell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extern {
    /// The crate's own name, whatever the program calls it.
    pub(super) name: String,
    /// Where the compiler wrote its dep-info.
    pub(super) dep_info: PathBuf,
}

// Input:  --extern priv:noise=/deps/libother-0123.rmeta
// Output: [Extern { name: "other", dep_info: "/deps/other-0123.d" }]
pub(super) fn of_arguments(arguments: impl Iterator<Item = OsString>) -> Vec<Extern> {
    let arguments: Vec<String> = arguments
        .filter_map(|argument| argument.into_string().ok())
        .flat_map(unfold)
        .collect();
    let mut externs = Vec::new();
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--extern") {
            Some("") => words.next(),
            Some(joined) => joined.strip_prefix('='),
            None => continue,
        };
        externs.extend(value.and_then(library));
    }
    externs
}

/// `@file` stands for the lines of that file: so the compiler is started where a command line would be too long.
fn unfold(argument: String) -> Vec<String> {
    match argument.strip_prefix('@') {
        Some(file) => match fs::read_to_string(file) {
            Ok(lines) => lines.lines().map(str::to_owned).collect(),
            Err(_) => Vec::new(),
        },
        None => vec![argument],
    }
}

// Input:  `noprelude:name=/deps/libother-0123.rmeta`; `proc_macro` and others that come with the compiler have no path
// Output: Extern { name: "other", dep_info: "/deps/other-0123.d" }
fn library(value: &str) -> Option<Extern> {
    let (_, path) = value.split_once('=')?;
    let path = Path::new(path);
    let stem = path.file_stem()?.to_str()?;
    let stem = match path.extension()?.to_str()? {
        "rlib" | "rmeta" | "so" | "dylib" => stem.strip_prefix("lib")?,
        // On Windows a procedural macro is a plain `name-0123.dll`.
        "dll" => stem,
        _ => return None,
    };
    Some(Extern {
        // A crate's name has no `-`; what follows one is cargo's hash.
        name: stem.split('-').next()?.to_owned(),
        dep_info: path.with_file_name(format!("{stem}.d")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Vec<(String, String)> {
        let externs = of_arguments(arguments.iter().map(Into::into));
        let shown = |it: Extern| (it.name, it.dep_info.to_str().unwrap().to_owned());
        externs.into_iter().map(shown).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(name, file)| ((*name).to_owned(), (*file).to_owned()))
            .collect()
    }

    #[test]
    fn every_spelling_is_read() {
        let arguments = [
            "rustc",
            "--extern",
            "anyhow=/d/libanyhow-01.rlib",
            "--crate-name",
            "x",
            "--extern=priv,noprelude:b=/d/liblibc-02.rmeta",
            "--extern",
            "macros=/d/libtelemetry_macros-03.so",
            "--extern",
            "m=/d/m_m-04.dll",
            "--extern",
            "mac=/d/libmac-05.dylib",
        ];
        let expected = [
            ("anyhow", "/d/anyhow-01.d"),
            ("libc", "/d/libc-02.d"),
            ("telemetry_macros", "/d/telemetry_macros-03.d"),
            ("m_m", "/d/m_m-04.d"),
            ("mac", "/d/mac-05.d"),
        ];
        assert_eq!(read(&arguments), pairs(&expected));
    }

    #[test]
    fn what_names_no_library_is_passed_over() {
        let arguments = [
            "rustc",
            "--extern",
            "proc_macro",
            "--extern=x=/d/x.txt",
            "--externs",
            "--extern=y=",
            "--extern",
        ];
        assert_eq!(read(&arguments), []);
    }

    #[test]
    fn arguments_in_a_file_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("arguments");
        fs::write(&file, "--extern\nanyhow=/d/libanyhow-01.rlib\r\n--edition=2024\n").unwrap();
        let missing = format!("@{}", folder.path().join("missing").display());
        let found = read(&["rustc", &format!("@{}", file.display()), &missing]);
        assert_eq!(found, pairs(&[("anyhow", "/d/anyhow-01.d")]));
    }
}
