//! `source_context`: the package's own sources that the build embeds, so that stack traces show
//! source lines.
//!
//! Only names are found here. The compiler reads the files itself, by `include_str!`, and so it
//! knows when one of them changes.

mod folder;

use crate::compiler::Arguments;
use crate::errors::Errors;
use crate::validate::{Main, Rejected, Value};
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use std::path::{Component, Path, PathBuf};

/// A build that has it set to `1` embeds the sources.
pub(crate) const VARIABLE: &str = "TELEMETRY_SOURCE_CONTEXT";

/// The sources to embed, each named from the package's folder on, with `/`.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The file of `main`, which may be none of them: `examples/tour.rs`.
    pub(crate) main: String,
    /// In the order of their names.
    pub(crate) files: Vec<String>,
}

/// The sources of the package in which the macro is expanded, if its author allows it and this
/// build shall have them: none in an editor, which passes no such arguments to its compiler.
pub(crate) fn embedded(main: &Main, compiler: &Arguments) -> Result<Sources, Rejected> {
    let argument = main.settings.iter().find_map(|setting| match &setting.value {
        Value::SourceContext(argument) => Some(argument),
        _ => None,
    });
    let Some(argument) = argument else {
        return Ok(Sources::default());
    };
    let found = asked().and_then(|asked| {
        if asked && !compiler.values("--crate-name").is_empty() {
            of_package(&main.function.signature.ident)
        } else {
            Ok(Sources::default())
        }
    });
    found.map_err(|mistake| {
        let mut errors = Errors::default();
        errors.at(argument, format!("`{argument}` {mistake}"));
        Rejected {
            errors,
            fallback: main.function.to_token_stream(),
        }
    })
}

fn asked() -> Result<bool, String> {
    let value = std::env::var_os(VARIABLE).unwrap_or_default();
    match value.to_str() {
        Some("1") => Ok(true),
        Some("" | "0") => Ok(false),
        _ => Err(format!(
            "cannot tell whether to embed the sources: `{VARIABLE}` is `1`, or `0` or not set"
        )),
    }
}

fn of_package(main: &Ident) -> Result<Sources, String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("needs `CARGO_MANIFEST_DIR`, which cargo sets")?;
    let package = canonical(Path::new(&package))?;
    let main = file_of(main.span())
        .and_then(|file| named(&package, &canonical(&file).ok()?))
        .ok_or("needs a `main` in a file of the package's own folder")?;
    let files = folder::files(&package)?;
    Ok(Sources { main, files })
}

/// The file of a token, relative to the directory in which this compiler runs.
fn file_of(span: Span) -> Option<PathBuf> {
    proc_macro::is_available().then(|| span.unwrap().local_file()).flatten()
}

fn canonical(path: &Path) -> Result<PathBuf, String> {
    path.canonicalize()
        .map_err(|error| format!("cannot find `{}`: {error}", path.display()))
}

// Input:  `/home/ada/snatch` and `/home/ada/snatch/src/main.rs`
// Output: `src/main.rs`
fn named(package: &Path, file: &Path) -> Option<String> {
    let parts = file.strip_prefix(package).ok()?.components();
    let names = parts.map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    Some(names.collect::<Option<Vec<_>>>()?.join("/"))
}
