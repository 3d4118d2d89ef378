//! What was decided, and why: types that the program can show to its user.

use std::fmt;
use std::path::PathBuf;

/// Whether telemetry is on for this run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Consent {
    /// The user asked for it.
    On(Scope, ConsentSource),
    /// Nothing is recorded and nothing is sent.
    Off(Reason),
}

impl Consent {
    /// The reason, where telemetry is off.
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
    /// `collect: true`
    Everything,
    /// `collect: crashes`: only panics, without start, command, session or user id.
    Crashes,
}

/// What says that the user consented.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentSource {
    /// The configuration file.
    pub file: PathBuf,
}

/// Why telemetry is off.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// `#[telemetry::main]` did not run in this process, or this is a child that was forked.
    NotStarted,
    /// Whoever built or packaged the program left telemetry out of it, and by what: `--cfg telemetry_off` or the feature `off`.
    NotBuilt(&'static str),
    /// The environment variable `DO_NOT_TRACK` is set.
    DoNotTrack,
    /// The environment variable `CI` is set: a job's fresh home would be a new user each time.
    ContinuousIntegration,
    /// The program's own environment variable, named here, says `off`.
    Variable(String),
    /// The program's own environment variable, named here, has a value that means nothing.
    UnknownVariable(String, String),
    /// The environment variable named here should hold a DSN for trying out, and holds something else: rather nothing is sent than to a
    /// server that was not meant.
    NoDsn(String),
    /// The program got more rights at its start than its user has.
    Privileged,
    /// The home directory or the configuration file is not the user's alone, and why.
    Foreign(PathBuf, &'static str),
    /// Telemetry works on Linux, macOS and Windows.
    Platform,
    /// There is no home directory.
    NoHome,
    /// The program names no configuration file.
    NoFileNamed,
    /// The program names its configuration file by a relative path: consent must not depend on the working directory.
    RelativePath(PathBuf),
    /// The home directory, named here, is not an absolute path.
    RelativeHome(PathBuf),
    /// There is no configuration file, in which the section named here would be.
    NoFile(PathBuf, &'static str),
    /// The configuration file cannot be read, and what the system says.
    Unreadable(PathBuf, String),
    /// The section of the configuration file has a mistake, or the file is no YAML.
    #[non_exhaustive]
    Mistake {
        /// The configuration file.
        file: PathBuf,
        /// The line, counted from 1, where the parser could name one.
        line: Option<usize>,
        /// What was expected.
        what: String,
    },
    /// The configuration file does not say `collect` in the section named here.
    NotAsked(PathBuf, &'static str),
    /// The configuration file says `collect: false` in the section named here.
    Declined(PathBuf, &'static str),
    /// The user asked, but the program's author listens to a share of the users only, and this one is not among them in this release.
    NotInSample(String),
    /// The user asked, but a file or directory of ours could not be read, made, locked or written.
    Storage(PathBuf, String),
}

impl Reason {
    /// What the user can do about it, in one step; `None` where that is not theirs to change.
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
            Self::Unreadable(path, _) => format!("make {} readable for you", path.display()),
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

    /// The environment variable that keeps telemetry off.
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
