//! What the expansion of `#[telemetry::main]` says about the program: one `static`, made when the program is compiled.

use crate::events::sources::Sources;
use crate::tag::{self, Key, Told};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The program as its author described it, made by the expansion of `#[telemetry::main]`.
#[derive(Debug)]
pub struct App {
    pub(crate) package: Package,
    pub(crate) name: &'static str,
    pub(crate) dsn: fn() -> Option<&'static str>,
    release: Option<&'static str>,
    environment: Option<&'static str>,
    pub(crate) dist: Option<&'static str>,
    pub(crate) config: Option<fn() -> Option<PathBuf>>,
    pub(crate) messages: Messages,
    pub(crate) contact: Option<&'static str>,
    pub(crate) policy: Option<&'static str>,
    pub(crate) qualifier: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) delivery: Delivery,
    /// What lets the events of the `sentry` crate out by our door.
    pub(crate) sentry: Option<fn()>,
    pub(crate) tags: &'static [Key],
    words: &'static [fn() -> &'static str],
    pub(crate) sources: Option<Sources>,
}

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

impl Package {
    /// The crates of the program's own workspace, as symbols name them.
    pub(crate) fn crates(&self) -> Vec<&'static str> {
        let program = self.main.module.split("::").next();
        program.into_iter().chain(self.own.iter().copied()).collect()
    }
}

#[cfg(any(test, fuzzing))]
impl Package {
    /// For tests, a program.
    pub(crate) const EXAMPLE: Self = Self {
        name: "snatch",
        version: "1.2.3",
        debug: true,
        aborts: false,
        modules: &[],
        own: &[],
        main: Place {
            module: "snatch",
            function: "main",
            file: "src/main.rs",
            line: 1,
        },
    };
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

/// Who sends what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// A detached process, so that the program never waits.
    Background,
    /// The program itself as it ends, for at most half a second.
    Inline,
}

impl App {
    /// An app with the defaults of every argument; the directories are named after the package.
    pub const fn new(package: Package) -> Self {
        Self {
            name: package.name,
            package,
            dsn: || None,
            release: None,
            environment: None,
            dist: None,
            config: None,
            messages: Messages::Scrubbed,
            contact: None,
            policy: None,
            qualifier: "",
            organization: "",
            delivery: Delivery::Background,
            sentry: None,
            tags: &[],
            words: &[],
            sources: None,
        }
    }

    /// `dsn = …`
    #[must_use]
    pub const fn dsn(mut self, dsn: fn() -> Option<&'static str>) -> Self {
        self.dsn = dsn;
        self
    }

    /// `app = "…"`
    #[must_use]
    pub const fn app(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// `release = …`
    #[must_use]
    pub const fn release(mut self, release: &'static str) -> Self {
        self.release = Some(release);
        self
    }

    /// `environment = "…"`
    #[must_use]
    pub const fn environment(mut self, environment: &'static str) -> Self {
        self.environment = Some(environment);
        self
    }

    /// `dist = …`
    #[must_use]
    pub const fn dist(mut self, dist: &'static str) -> Self {
        self.dist = Some(dist);
        self
    }

    /// `config = …`
    #[must_use]
    pub const fn config(mut self, config: fn() -> Option<PathBuf>) -> Self {
        self.config = Some(config);
        self
    }

    /// `messages = "…"`
    #[must_use]
    pub const fn messages(mut self, messages: Messages) -> Self {
        self.messages = messages;
        self
    }

    /// `contact = "…"`
    #[must_use]
    pub const fn contact(mut self, contact: &'static str) -> Self {
        self.contact = Some(contact);
        self
    }

    /// `policy = "…"`
    #[must_use]
    pub const fn policy(mut self, policy: &'static str) -> Self {
        self.policy = Some(policy);
        self
    }

    /// `qualifier = "…"`
    #[must_use]
    pub const fn qualifier(mut self, qualifier: &'static str) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// `organization = "…"`
    #[must_use]
    pub const fn organization(mut self, organization: &'static str) -> Self {
        self.organization = organization;
        self
    }

    /// `delivery = "…"`
    #[must_use]
    pub const fn delivery(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }

    /// `sentry`
    #[must_use]
    pub const fn sentry(mut self, bind: fn()) -> Self {
        self.sentry = Some(bind);
        self
    }

    /// `tags(…)`
    #[must_use]
    pub const fn tags(mut self, tags: &'static [Key], words: &'static [fn() -> &'static str]) -> Self {
        self.tags = tags;
        self.words = words;
        self
    }

    /// `source_context`: the package's own sources, and among them the file of `main`, each named from the package's folder on. There are none
    /// in a build without the variable.
    #[must_use]
    pub const fn sources(mut self, variable: Option<&str>, main: &'static str, files: fn() -> Files) -> Self {
        if variable.is_some() {
            self.sources = Some(Sources { main, files });
        }
        self
    }

    /// The program's own tags in this run.
    pub(crate) fn told(&self) -> Told {
        tag::told(self.tags, self.words)
    }

    /// The release every event is tagged with: `name@version` unless said otherwise.
    pub(crate) fn release_name(&self) -> Cow<'static, str> {
        match self.release {
            Some(release) => release.into(),
            None => format!("{}@{}", self.package.name, self.package.version).into(),
        }
    }

    /// The version that the release names, so that no two events of one release speak of two versions.
    pub(crate) fn version(&self) -> &'static str {
        self.release
            .and_then(|release| release.split_once('@'))
            .map_or(self.package.version, |(_, version)| version)
    }

    /// `production`, or `development` in a build with debug assertions, unless said otherwise.
    pub(crate) fn environment_name(&self) -> &'static str {
        self.environment.unwrap_or(if self.package.debug {
            "development"
        } else {
            "production"
        })
    }

    /// The prefix of the program's own environment variables: upper case, all else `_`.
    pub(crate) fn variable(&self, suffix: &str) -> String {
        let mut variable: String = self
            .name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        variable.push_str(suffix);
        variable
    }
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
