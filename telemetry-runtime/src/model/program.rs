//! What expansions of the macros say about a program, in types of its own: the same where telemetry is left out.

use std::path::{Path, PathBuf};

/// What only the program's own crate knows.
#[derive(Debug)]
pub struct Package {
    /// `CARGO_PKG_NAME`.
    pub name: &'static str,
    /// `CARGO_PKG_VERSION`.
    pub version: &'static str,
    /// `cfg!(debug_assertions)`: decides the default environment.
    pub debug: bool,
    /// `cfg!(panic = "abort")` of the program, which decides for all that is linked into it.
    pub aborts: bool,
    /// The direct dependencies and the versions that were compiled in.
    pub modules: &'static [(&'static str, &'static str)],
    /// The direct dependencies that are of the program's own workspace, as symbols name them. Not the crate of `main`.
    pub own: &'static [&'static str],
    /// The annotated `main`.
    pub main: Place,
}

/// Where an annotated function stands.
#[derive(Debug)]
pub struct Place {
    /// `module_path!()`.
    pub module: &'static str,
    /// The function's name.
    pub function: &'static str,
    /// `file!()`: as the compiler was given it, relative in every cargo build of a workspace's own packages.
    pub file: &'static str,
    /// The line of the function's name.
    pub line: u32,
}

/// The embedded sources: of each file its name from the package's folder on, with `/`, and its text.
pub type Files = &'static [(&'static str, &'static str)];

/// Whether the texts of panics and errors leave the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// They do, scrubbed.
    Scrubbed,
    /// Only the type and the place do, and the words that the standard library itself fixes.
    Withheld,
}

/// Which errors are events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// Those that `main` returns, and those that the program captures.
    All,
    /// Only those that the program captures.
    Captured,
}

/// Who sends what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// A detached process, so that the program never waits.
    Background,
    /// The program itself as it ends, for at most half a second.
    Inline,
}

/// What `dsn = …` may be: a string, or an option of one such as `option_env!` gives.
#[diagnostic::on_unimplemented(
    message = "a DSN is a `&'static str` or an `Option<&'static str>`",
    label = "this is a `{Self}`",
    note = "write it as a literal, or as a constant such as `option_env!(\"DSN\")`"
)]
pub trait IntoDsn {
    /// The DSN, if there is one.
    fn into_dsn(self) -> Option<&'static str>;
}

impl IntoDsn for &'static str {
    fn into_dsn(self) -> Option<&'static str> {
        Some(self)
    }
}

impl IntoDsn for Option<&'static str> {
    fn into_dsn(self) -> Option<&'static str> {
        self
    }
}

/// The value of `dsn = …`.
pub fn dsn(dsn: impl IntoDsn) -> Option<&'static str> {
    dsn.into_dsn()
}

/// What `config = …` may be: a path, or an option of one. `None` means that there is no file, and so no consent.
#[diagnostic::on_unimplemented(
    message = "the configuration file is given by a path, a string, or an `Option` of one",
    label = "this is a `{Self}`"
)]
pub trait IntoConfig {
    /// The path, if there is one.
    fn into_config(self) -> Option<PathBuf>;
}

impl IntoConfig for PathBuf {
    fn into_config(self) -> Option<PathBuf> {
        Some(self)
    }
}

impl IntoConfig for &Path {
    fn into_config(self) -> Option<PathBuf> {
        Some(self.to_owned())
    }
}

impl IntoConfig for &str {
    fn into_config(self) -> Option<PathBuf> {
        Some(self.into())
    }
}

impl IntoConfig for String {
    fn into_config(self) -> Option<PathBuf> {
        Some(self.into())
    }
}

impl<T: IntoConfig> IntoConfig for Option<T> {
    fn into_config(self) -> Option<PathBuf> {
        self.and_then(IntoConfig::into_config)
    }
}

/// The value of `config = …`.
pub fn config(path: impl IntoConfig) -> Option<PathBuf> {
    path.into_config()
}
