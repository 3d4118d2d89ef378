//! Why the user's file was not changed.

use super::edit::word;
use super::{Collect, Reason};
use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// Why [`on`](crate::on()) or [`off`](crate::off()) changed nothing.
///
/// Its [`Display`](fmt::Display) is made for people: it names the file, the line and what is in the way, and, where they can do it by hand, the lines
/// to write.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SwitchError {
    /// There is no file that could be changed for this user: the program names none, it belongs to somebody else, it cannot be read.
    Impossible(Reason),
    /// The file cannot be changed without a risk for what else is in it.
    #[non_exhaustive]
    Refused {
        /// The configuration file.
        file: PathBuf,
        /// The line, counted from 1, where one can be named.
        line: Option<usize>,
        /// What is in the way.
        what: String,
        /// What the user can write into it.
        lines: String,
    },
    /// The system did not let the file be written.
    #[non_exhaustive]
    Failed {
        /// The file.
        file: PathBuf,
        /// What the system said.
        what: String,
        /// What the user can write into the configuration file.
        lines: String,
    },
    /// Somebody else wrote the file at the same time, twice in a row.
    #[non_exhaustive]
    Changing {
        /// The configuration file.
        file: PathBuf,
    },
    /// What was recorded before the user turned telemetry off is on its way to the server, by a process that did not yet hear of it. It ends within half a
    /// minute.
    Busy,
    /// What was recorded earlier cannot be erased, and would be sent if telemetry were on.
    #[non_exhaustive]
    NotErased {
        /// Where it lies.
        directory: PathBuf,
    },
}

/// The lines that say it.
pub(super) fn lines(collect: Collect) -> String {
    format!("telemetry:\n  collect: {}\n", word(collect))
}

impl fmt::Display for SwitchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Impossible(reason) => write!(f, "{reason}"),
            Self::Refused {
                file,
                line: Some(line),
                what,
                ..
            } => write!(f, "{}:{line}: {what}", file.display()),
            Self::Refused { file, what, .. } | Self::Failed { file, what, .. } => {
                write!(f, "{}: {what}", file.display())
            }
            Self::Changing { file } => write!(f, "{}: somebody else is writing it", file.display()),
            Self::Busy => f.write_str(
                "what was recorded earlier is being sent at this moment; it will be erased within half a minute",
            ),
            Self::NotErased { directory } => {
                write!(
                    f,
                    "{}: what was recorded earlier cannot be erased from there",
                    directory.display()
                )
            }
        }?;
        match self {
            Self::Refused { lines, .. } | Self::Failed { lines, .. } => {
                write!(
                    f,
                    "\nNothing was changed. To do it by hand, have the configuration file say:\n"
                )?;
                lines.lines().try_for_each(|line| write!(f, "\n    {line}"))
            }
            _ => Ok(()),
        }
    }
}

impl Error for SwitchError {}
