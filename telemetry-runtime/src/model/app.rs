//! What the expansion of `#[telemetry::main]` says about the program: one `static`, made when the program is compiled.

pub(crate) use crate::model::program::{Delivery, Errors, Files, Messages, Package, Place};

use crate::model::settings::settings;
use crate::model::tag::Key;
use crate::model::tag_values::{self, TagValues};
use std::borrow::Cow;
use std::path::PathBuf;

/// The sources that are embedded.
#[derive(Debug)]
pub(crate) struct Sources {
    /// The file in which `main` stands, named in the same way. It says how the compiler names the package's folder.
    pub(crate) main: &'static str,
    pub(crate) files: fn() -> Files,
}

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
    pub(crate) section: &'static str,
    pub(crate) messages: Messages,
    pub(crate) errors: Errors,
    pub(crate) contact: Option<&'static str>,
    pub(crate) policy: Option<&'static str>,
    pub(crate) qualifier: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) delivery: Delivery,
    /// Only this share of the users sends anything.
    pub(crate) sample: Option<f64>,
    /// What lets the events of the `sentry` crate out by our door.
    pub(crate) sentry: Option<fn()>,
    pub(crate) tags: &'static [Key],
    words: &'static [fn() -> &'static str],
    pub(crate) sources: Option<Sources>,
}

/// Makes a method for each argument, which the expansion calls.
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
    pub(crate) fn tag_values(&self) -> TagValues {
        tag_values::checked(self.tags, self.words)
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
