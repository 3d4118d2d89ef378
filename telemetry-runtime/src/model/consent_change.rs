//! The result of a change to the user's configuration file.

use crate::model::reason::Reason;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// The result of [`on`](crate::on()) or [`off`](crate::off()).
///
/// Its [`Display`](fmt::Display) is a message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentChange {
    /// True if the file now turns telemetry on.
    pub on: bool,
    /// The user's configuration file, as the program names it.
    pub file: PathBuf,
    /// The line of `collect` in the file, counted from 1.
    pub line: Option<usize>,
    /// True if the file was changed; false if it already had the value.
    pub changed: bool,
    /// The reasons that keep telemetry off although the file turns it on; empty after
    /// [`off`](crate::off()). Lists every reason of the environment. If there are none, lists the
    /// next reason that applies.
    pub overridden_by: Vec<Reason>,
}

/// Why [`on`](crate::on()) or [`off`](crate::off()) changed nothing.
///
/// Its [`Display`](fmt::Display) is a message for the user. It names the file, the line and the
/// reason. If the user can make the change by hand, it lists the lines to write.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConsentChangeError {
    /// This user has no file that can be changed. For example, the program names none, the file
    /// belongs to another user, or it cannot be read.
    Impossible(Reason),
    /// The file cannot be changed without a risk for its other content.
    #[non_exhaustive]
    Refused {
        /// The configuration file.
        file: PathBuf,
        /// The line, counted from 1, if known.
        line: Option<usize>,
        /// The reason.
        what: String,
        /// The lines that the user can write into the file.
        lines: String,
    },
    /// The operating system refused to write the file.
    #[non_exhaustive]
    Failed {
        /// The file.
        file: PathBuf,
        /// The message of the operating system.
        what: String,
        /// The lines that the user can write into the configuration file.
        lines: String,
    },
    /// Another program wrote the file at the same time, twice in a row.
    #[non_exhaustive]
    Changing {
        /// The configuration file.
        file: PathBuf,
    },
    /// An uploader that has not yet noticed a refusal is still sending events from before it. The
    /// uploader ends within half a minute.
    Busy,
    /// The queue from before consent cannot be deleted, and would be sent if telemetry were on.
    #[non_exhaustive]
    NotErased {
        /// The directory of these files.
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
        // Shows the decision and not the value in the file: the two differ here.
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
