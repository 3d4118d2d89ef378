//! The types in which the macros describe a program, also if telemetry is disabled at build time.

use std::path::{Path, PathBuf};

/// Data that only the program's own crate has.
#[derive(Debug)]
pub struct Package {
    /// `CARGO_PKG_NAME`.
    pub name: &'static str,
    /// `CARGO_PKG_VERSION`.
    pub version: &'static str,
    /// `cfg!(debug_assertions)`, which decides the default environment.
    pub debug: bool,
    /// `cfg!(panic = "abort")` of the program, which applies to all crates linked into it.
    pub aborts: bool,
    /// The direct dependencies, with the versions compiled in.
    pub modules: &'static [(&'static str, &'static str)],
    /// The direct dependencies in the program's own workspace, as symbols name them. The crate of
    /// `main` is not among them.
    pub own: &'static [&'static str],
    /// The annotated `main`.
    pub main: Place,
}

/// The place of an annotated function.
#[derive(Debug)]
pub struct Place {
    /// `module_path!()`.
    pub module: &'static str,
    /// The function's name.
    pub function: &'static str,
    /// `file!()`: the path as the compiler was given it. In every cargo build of a workspace's own
    /// packages, it is relative.
    pub file: &'static str,
    /// The line of the function's name.
    pub line: u32,
}

/// The embedded sources. Each file has its path from the package's folder on, with `/`, and its
/// text.
pub type Files = &'static [(&'static str, &'static str)];

/// Whether the texts of panics and errors are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// The texts are sent, scrubbed.
    Scrubbed,
    /// Only the type and the place are sent, and words that the standard library fixes.
    Withheld,
}

/// Which errors are events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// Errors that `main` returns, and errors that the program captures.
    All,
    /// Only errors that the program captures.
    Captured,
}

/// Which process sends the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The uploader, a detached process, so that the program never waits for the network.
    Background,
    /// The program itself as it exits, for at most half a second.
    Inline,
}

/// A type for `dsn = …`: a string, or an option of one, such as `option_env!` gives.
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

/// A type for `config = …`: a path, or an option of one. `None` means that there is no file, and
/// so no consent.
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
