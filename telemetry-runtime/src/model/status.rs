//! What a program is told when it asks about its own telemetry, and can show to its user.

use crate::model::reason::{Consent, Reason};
use std::path::PathBuf;
use std::time::SystemTime;

/// Whether telemetry is on, why, and what there is of it on this machine.
///
/// Its [`Display`](std::fmt::Display) is made for people, several lines long.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// The decision, as it would be made now, with its reason.
    pub consent: Consent,
    /// The configuration file that decides; `None` where there cannot be one.
    pub config: Option<PathBuf>,
    /// The server that gets it, without the key; `None` where none is named, so that nothing can be sent.
    pub server: Option<String>,
    /// This run prints what it would send, and keeps and sends nothing.
    pub preview: bool,
    /// The line of it that decides, counted from 1.
    pub line: Option<usize>,
    /// The directory of all files of telemetry but the user id.
    pub directory: Option<PathBuf>,
    /// The pseudonymous user id, if it was made: 32 hex digits.
    pub user_id: Option<String>,
    /// How many envelopes wait in the outbox.
    pub queued: usize,
    /// When something was last sent, or tried, and how that went.
    pub last_delivery: Option<(SystemTime, String)>,
    /// What is not sent before which time: `everything`, after the server could not be reached, or what it asked to keep back, `events` or
    /// `sessions`.
    pub paused: Vec<(&'static str, SystemTime)>,
    /// What was lost on its way since a server was last told of it, in words, and how many envelopes: refused by the server, or over the bounds of
    /// the outbox. What a server asks to keep back is lost, too, if it said so in answer to it; the server counts that itself.
    pub dropped: Vec<(String, u64)>,
    /// What stood in the way when this run last had something to keep or to deliver, although telemetry is on: a file or directory, and what the
    /// system said of it. What could not be kept is counted where that can be done, and the server is told how much it was.
    pub last_error: Option<String>,
    /// The release to which the user consented, where that was written down.
    pub consented_to: Option<String>,
    /// What this release can send and that one could not: events and tags, by their names.
    pub added: Vec<String>,
}

impl Status {
    /// It is off, and there is nothing else to say.
    pub(crate) fn off(reason: Reason) -> Self {
        Self {
            consent: Consent::Off(reason),
            config: None,
            server: None,
            preview: false,
            line: None,
            directory: None,
            user_id: None,
            queued: 0,
            last_delivery: None,
            paused: Vec::new(),
            dropped: Vec::new(),
            last_error: None,
            consented_to: None,
            added: Vec::new(),
        }
    }
}

/// What [`flush`](crate::flush()) did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flushed {
    /// Telemetry is off: nothing was sent.
    Off,
    /// A background uploader was at work all the time.
    Busy,
    /// Everything that could be sent was.
    #[non_exhaustive]
    Done {
        /// Envelopes that the server took.
        sent: u64,
        /// Envelopes that the server refused, or that were over the outbox's bounds: they are gone, and counted.
        discarded: u64,
        /// Envelopes that still wait.
        queued: usize,
        /// Why, where something was discarded or waits: one line for each thing that went wrong, with a server or with a file.
        failures: Vec<String>,
    },
}
