//! The decision about telemetry and its reason, which the program can show to its user.

use std::fmt;
use std::path::PathBuf;

/// Whether telemetry is on for this run: part of [`Status`](crate::Status).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Consent {
    /// The user consented. The fields are how much the user shares, and the file with the consent.
    On(Scope, ConsentSource),
    /// Nothing is recorded, and nothing is sent. The field is the reason.
    Off(Reason),
}

impl Consent {
    /// Returns the reason if telemetry is off.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::On(..) => None,
            Self::Off(reason) => Some(reason),
        }
    }
}

/// How much the user shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// `collect: true`: everything in the manifest.
    Everything,
    /// `collect: crashes`: only panics. No start, command or session is sent, and no user id.
    Crashes,
}

/// The place of the user's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentSource {
    /// The configuration file.
    pub file: PathBuf,
}

/// Why telemetry is off.
///
/// Its [`Display`](fmt::Display) is a message for the user. [`next_step`](Self::next_step) says how
/// to turn telemetry on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// `#[telemetry::main]` did not run in this process, or the process is a forked child.
    NotStarted,
    /// The packager disabled telemetry at build time. The field names the setting:
    /// `--cfg telemetry_off` or the feature `off`.
    NotBuilt(&'static str),
    /// The environment variable `DO_NOT_TRACK` is set.
    DoNotTrack,
    /// The environment variable `CI` is set. The home directory of a CI job is new each time, so
    /// each job would count as a new user.
    ContinuousIntegration,
    /// The program's own environment variable, named in the field, says `off`.
    Variable(String),
    /// The program's own environment variable, named in the first field, has the unknown value in
    /// the second.
    UnknownVariable(String, String),
    /// The environment variable named in the field must hold a DSN for trials, and holds something
    /// else. Telemetry is then off, so that nothing is sent to a server that the user did not mean.
    NoDsn(String),
    /// The program started with more rights than its user has.
    Privileged,
    /// The home directory or the configuration file does not belong to the user alone. The fields
    /// are the path and the explanation.
    Foreign(PathBuf, &'static str),
    /// Telemetry supports only Linux, macOS and Windows.
    Platform,
    /// There is no home directory.
    NoHome,
    /// The program names no configuration file.
    NoFileNamed,
    /// The program names its configuration file by a relative path. Consent must not depend on the
    /// working directory.
    RelativePath(PathBuf),
    /// The home directory, in the field, is not an absolute path.
    RelativeHome(PathBuf),
    /// There is no configuration file. The fields are its path and the name of the section.
    NoFile(PathBuf, &'static str),
    /// The configuration file cannot be read. The fields are its path and the error of the
    /// operating system.
    Unreadable(PathBuf, String),
    /// The section of the configuration file has a mistake, or the file is not valid YAML.
    #[non_exhaustive]
    Mistake {
        /// The configuration file.
        file: PathBuf,
        /// The line, counted from 1, if the parser knows it.
        line: Option<usize>,
        /// The explanation of the mistake.
        what: String,
    },
    /// The section named in the second field has no `collect`. The first field is the configuration
    /// file.
    NotAsked(PathBuf, &'static str),
    /// The section named in the second field says `collect: false`. The first field is the
    /// configuration file.
    Declined(PathBuf, &'static str),
    /// The user consented, but only a share of the users is sampled, and this user is not in the
    /// sample of this release. The field is the share.
    NotInSample(String),
    /// The user consented, but telemetry could not read, create, lock or write one of its files or
    /// directories. The fields are the path and the error.
    Storage(PathBuf, String),
}

impl Reason {
    /// Returns what the user can do to turn telemetry on, in one step; `None` if the user cannot
    /// change the reason.
    #[must_use]
    pub fn next_step(&self) -> Option<String> {
        let unset = |name: &str| format!("unset {name}; then your configuration file decides");
        Some(match self {
            Self::DoNotTrack => unset("DO_NOT_TRACK"),
            Self::ContinuousIntegration => unset("CI"),
            Self::Variable(name) | Self::NoDsn(name) => unset(name),
            Self::UnknownVariable(name, _) => format!("unset {name}, or set it to off, preview or on"),
            Self::Foreign(path, _) => format!(
                "make yourself the owner of {}, and the only one who can write to it",
                path.display()
            ),
            Self::NoHome | Self::RelativeHome(_) => "set HOME to the absolute path of your home directory".to_owned(),
            Self::NoFile(path, section) | Self::NotAsked(path, section) | Self::Declined(path, section) => format!(
                "to turn it on, add `{section}:` and, on the next line, `  collect: true` to {}",
                path.display()
            ),
            Self::Unreadable(path, _) => format!("make sure that {} is valid, and readable for you", path.display()),
            Self::Mistake { line: Some(line), .. } => format!("correct line {line}"),
            Self::Mistake { line: None, .. } => "correct the file".to_owned(),
            Self::Storage(path, _) => format!("make {} writable for you", path.display()),
            Self::NotStarted
            | Self::NotBuilt(_)
            | Self::Privileged
            | Self::Platform
            | Self::NoFileNamed
            | Self::RelativePath(_)
            | Self::NotInSample(_) => return None,
        })
    }

    /// The name of the environment variable that keeps telemetry off.
    pub(crate) fn variable(&self) -> Option<&str> {
        match self {
            Self::DoNotTrack => Some("DO_NOT_TRACK"),
            Self::ContinuousIntegration => Some("CI"),
            Self::Variable(name) | Self::NoDsn(name) | Self::UnknownVariable(name, _) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted => f.write_str("this process did not start it with #[telemetry::main]"),
            Self::NotBuilt(by) => {
                write!(f, "it was compiled out of this program, by {by}")
            }
            Self::DoNotTrack => f.write_str("the environment variable DO_NOT_TRACK is set"),
            Self::ContinuousIntegration => f.write_str("the environment variable CI is set"),
            Self::Variable(name) => write!(f, "the environment variable {name} turns it off"),
            Self::UnknownVariable(name, value) => {
                write!(
                    f,
                    "the environment variable {name} is \"{value}\"; expected off, preview or on"
                )
            }
            Self::NoDsn(name) => {
                write!(
                    f,
                    "the environment variable {name} is not a DSN of this machine: http://<key>@127.0.0.1:<port>/<project>"
                )
            }
            Self::Privileged => {
                f.write_str("the program runs with more rights than its user (setuid, setgid or capabilities)")
            }
            Self::Foreign(path, why) => write!(f, "{}: {why}", path.display()),
            Self::Platform => f.write_str("this operating system is not supported"),
            Self::NoHome => f.write_str("there is no home directory"),
            Self::NoFileNamed => f.write_str("the program has no configuration file"),
            Self::RelativePath(path) => {
                write!(
                    f,
                    "the program names its configuration file by a relative path: {}",
                    path.display()
                )
            }
            Self::RelativeHome(path) => write!(f, "the home directory {} is not an absolute path", path.display()),
            Self::NoFile(path, _) => write!(f, "there is no configuration file ({})", path.display()),
            Self::Unreadable(path, why) | Self::Storage(path, why) => write!(f, "{}: {why}", path.display()),
            Self::Mistake {
                file,
                line: Some(line),
                what,
            } => write!(f, "{}:{line}: {what}", file.display()),
            Self::Mistake { file, line: None, what } => write!(f, "{}: {what}", file.display()),
            Self::NotInSample(share) => write!(
                f,
                "this release collects from a share of {share} of its users, and you are not among them"
            ),
            Self::NotAsked(path, section) => write!(f, "{} has no `{section}: collect`", path.display()),
            Self::Declined(path, section) => write!(f, "{} says `{section}: collect: false`", path.display()),
        }
    }
}
