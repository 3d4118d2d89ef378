//! The arguments of `#[telemetry::main]`: one `static`, made at compile time.

pub(crate) use crate::model::program::{Delivery, Errors, Files, Messages, Package, Place};

use crate::model::settings::settings;
use crate::model::tag::Key;
use crate::model::tag_values::{self, TagValues};
use std::borrow::Cow;
use std::path::PathBuf;

/// The embedded sources.
#[derive(Debug)]
pub(crate) struct Sources {
    /// The file that contains `main`, as a path from the package's folder on, like the names of
    /// `files`. Compared with `file!()`, it shows how the compiler names that folder.
    pub(crate) main: &'static str,
    pub(crate) files: fn() -> Files,
}

/// The program as its author describes it, made by the expansion of `#[telemetry::main]`.
#[derive(Debug)]
pub struct App {
    pub(crate) package: Package,
    pub(crate) name: &'static str,
    pub(crate) dsn: fn() -> Option<&'static str>,
    release: Option<&'static str>,
    environment: Option<&'static str>,
    pub(crate) dist: Option<&'static str>,
    pub(crate) config: Option<fn() -> Option<PathBuf>>,
    pub(crate) section: &'static str,
    pub(crate) messages: Messages,
    pub(crate) errors: Errors,
    pub(crate) contact: Option<&'static str>,
    pub(crate) policy: Option<&'static str>,
    pub(crate) qualifier: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) delivery: Delivery,
    /// Only this share of the users sends events.
    pub(crate) sample: Option<f64>,
    /// Gives the `sentry` crate a client that records the captured events.
    pub(crate) sentry: Option<fn()>,
    pub(crate) tags: &'static [Key],
    words: &'static [fn() -> &'static str],
    pub(crate) sources: Option<Sources>,
}

/// Makes the methods that the expansion calls, one for each argument.
macro_rules! setters {
    ($($setting:ident($value:ident: $ty:ty) => $field:ident = $stored:expr;)*) => {
        $(
            #[doc = concat!("`", stringify!($setting), " = …`")]
            #[must_use]
            pub const fn $setting(mut self, $value: $ty) -> Self {
                self.$field = $stored;
                self
            }
        )*
    };
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
    /// An example program for tests.
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

impl App {
    /// A program with the default of each argument. Its directories are named after the package.
    pub const fn new(package: Package) -> Self {
        Self {
            name: package.name,
            package,
            dsn: || None,
            release: None,
            environment: None,
            dist: None,
            config: None,
            section: "telemetry",
            messages: Messages::Scrubbed,
            errors: Errors::All,
            contact: None,
            policy: None,
            qualifier: "",
            organization: "",
            delivery: Delivery::Background,
            sample: None,
            sentry: None,
            tags: &[],
            words: &[],
            sources: None,
        }
    }

    settings! { setters }

    /// `release = …`
    #[must_use]
    pub const fn release(mut self, release: &'static str) -> Self {
        self.release = Some(release);
        self
    }

    /// `environment = …`
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

    /// `tags(…)`
    #[must_use]
    pub const fn tags(mut self, tags: &'static [Key], words: &'static [fn() -> &'static str]) -> Self {
        self.tags = tags;
        self.words = words;
        self
    }

    /// `source_context`: the package's own sources, among them the file of `main`. Each is named by
    /// its path from the package's folder on. A build without the variable embeds no sources.
    #[must_use]
    pub const fn sources(mut self, variable: Option<&str>, main: &'static str, files: fn() -> Files) -> Self {
        if variable.is_some() {
            self.sources = Some(Sources { main, files });
        }
        self
    }

    /// The program's own tags in this run.
    pub(crate) fn tag_values(&self) -> TagValues {
        tag_values::checked(self.tags, self.words)
    }

    /// The release of each event: `name@version`, unless the author sets another.
    pub(crate) fn release_name(&self) -> Cow<'static, str> {
        match self.release {
            Some(release) => release.into(),
            None => format!("{}@{}", self.package.name, self.package.version).into(),
        }
    }

    /// The version in the release, so that all events of one release name the same version.
    pub(crate) fn version(&self) -> &'static str {
        self.release
            .and_then(|release| release.split_once('@'))
            .map_or(self.package.version, |(_, version)| version)
    }

    /// `production`, or `development` in a build with debug assertions, unless the author sets
    /// another.
    pub(crate) fn environment_name(&self) -> &'static str {
        self.environment.unwrap_or(if self.package.debug {
            "development"
        } else {
            "production"
        })
    }

    /// The name of one of the program's environment variables: the program's name in upper case,
    /// with `_` for every other character, and the suffix.
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
