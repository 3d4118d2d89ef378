//! The compiler's `--extern` arguments.

use crate::compiler::Arguments;
use std::path::{Path, PathBuf};

/// A direct dependency, as the compiler's arguments describe it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extern {
    /// The crate's own name, whatever the program calls it.
    pub(super) name: String,
    /// Where the compiler wrote its dep-info.
    pub(super) dep_info: PathBuf,
    /// Whether it is loaded, and not linked into the program: so are procedural macros.
    pub(super) is_shared: bool,
}

// Input:  --extern priv:noise=/deps/libother-0123.rmeta
// Output: [Extern { name: "other", dep_info: "/deps/other-0123.d", is_shared: false }]
pub(super) fn of_arguments(arguments: &Arguments) -> Vec<Extern> {
    arguments.values("--extern").into_iter().filter_map(library).collect()
}

// Input:  `noprelude:name=/deps/libother-0123.rmeta`; `proc_macro` and others that come with the compiler have no path
// Output: Extern { name: "other", dep_info: "/deps/other-0123.d", is_shared: false }
fn library(value: &str) -> Option<Extern> {
    let (_, path) = value.split_once('=')?;
    let path = Path::new(path);
    let stem = path.file_stem()?.to_str()?;
    let (stem, is_shared) = match path.extension()?.to_str()? {
        "rlib" | "rmeta" => (stem.strip_prefix("lib")?, false),
        "so" | "dylib" => (stem.strip_prefix("lib")?, true),
        // On Windows a procedural macro is a plain `name-0123.dll`.
        "dll" => (stem, true),
        _ => return None,
    };
    Some(Extern {
        // A crate's name has no `-`; what follows one is cargo's hash.
        name: stem.split('-').next()?.to_owned(),
        dep_info: path.with_file_name(format!("{stem}.d")),
        is_shared,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_loaded_is_told_from_what_is_linked() {
        let is_shared = |file: &str| library(&format!("x=/d/{file}")).unwrap().is_shared;
        for file in ["libx-01.so", "libx-01.dylib", "x-01.dll"] {
            assert!(is_shared(file), "{file}");
        }
        for file in ["libx-01.rlib", "libx-01.rmeta"] {
            assert!(!is_shared(file), "{file}");
        }
    }

    fn read(arguments: &[&str]) -> Vec<(String, String)> {
        let externs = of_arguments(&Arguments::read(arguments.iter().map(Into::into)));
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
}
