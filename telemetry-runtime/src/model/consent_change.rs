//! What became of the user's file.

use crate::model::reason::Reason;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// What [`on`](crate::on()) or [`off`](crate::off()) did.
///
/// Its [`Display`](fmt::Display) is made for people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentChange {
    /// Whether the file now says that telemetry is on.
    pub on: bool,
    /// The user's configuration file, as the program names it.
    pub file: PathBuf,
    /// The line of `collect` in it, counted from 1.
    pub line: Option<usize>,
    /// Whether the file was changed: `false` if it said so already.
    pub changed: bool,
    /// What keeps telemetry off although the file says that it is on; empty after [`off`](crate::off()). All that the environment says is named, and if it says nothing, what
    /// else is in the way.
    pub overridden_by: Vec<Reason>,
}

/// Why [`on`](crate::on()) or [`off`](crate::off()) changed nothing.
///
/// Its [`Display`](fmt::Display) is made for people: it names the file, the line and what is in the way, and, where they can do it by hand, the lines
/// to write.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConsentChangeError {
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

impl fmt::Display for ConsentChangeError {
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
            Self::Changing { file } => write!(f, "{}: another program is writing it. Try again.", file.display()),
            Self::Busy => f.write_str("An uploader is sending. Try again in half a minute."),
            Self::NotErased { directory } => {
                write!(f, "{}: the queue cannot be deleted", directory.display())
            }
        }?;
        match self {
            Self::Refused { lines, .. } | Self::Failed { lines, .. } => {
                write!(f, "\nNothing was changed. To change it by hand, write:\n")?;
                lines.lines().try_for_each(|line| write!(f, "\n    {line}"))
            }
            _ => Ok(()),
        }
    }
}

impl Error for ConsentChangeError {}

impl fmt::Display for ConsentChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |f: &mut fmt::Formatter<'_>| {
            write!(f, "{}", self.file.display())?;
            self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
        };
        let Some(reason) = self.overridden_by.first() else {
            let word = if self.on { "on" } else { "off" };
            let already = if self.changed { "" } else { "already " };
            write!(f, "Telemetry is {already}{word}: ")?;
            return place(f);
        };
        // The decision, not what the file says: that would be two.
        write!(f, "Telemetry stays off: {reason}")?;
        let variables: Vec<&str> = self.overridden_by.iter().filter_map(Reason::variable).collect();
        if variables.len() > 1 {
            write!(f, "\n  next step      unset {}", variables.join(", "))?;
        } else if let Some(step) = reason.next_step() {
            write!(f, "\n  next step      {step}")?;
        }
        f.write_str("\n  your choice    on, in ")?;
        place(f)
    }
}
