//! The results of `status` and `flush`, which the program can show to its user.

use crate::model::reason::{Consent, Reason};
use std::path::PathBuf;
use std::time::SystemTime;

/// Whether telemetry is on, why, and what is stored on this machine.
///
/// [`status`](crate::status()) returns it. Its [`Display`](std::fmt::Display) is a message for the
/// user, several lines long.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// The decision, as made now, and its reason.
    pub consent: Consent,
    /// The configuration file that decides; `None` if there cannot be one.
    pub config: Option<PathBuf>,
    /// The server that receives the events, without the key. If it is `None`, nothing can be sent.
    pub server: Option<String>,
    /// True if this run is a preview: it prints what it would send, and records and sends nothing.
    pub preview: bool,
    /// The line of the configuration file that decides, counted from 1.
    pub line: Option<usize>,
    /// The directory of all telemetry files except the user id.
    pub directory: Option<PathBuf>,
    /// The pseudonymous user id, 32 hex digits, if it exists.
    pub user_id: Option<String>,
    /// The number of queued envelopes.
    pub queued: usize,
    /// The time and the result of the last delivery, successful or not.
    pub last_delivery: Option<(SystemTime, String)>,
    /// What is not sent, and until when: `everything` after the server could not be reached, or
    /// `events` or `sessions` if the server set a rate limit for them.
    pub paused: Vec<(&'static str, SystemTime)>,
    /// The envelopes dropped since the last client report: each reason in words, and the number.
    ///
    /// The server refused them, or they exceeded the limits of the outbox or could not be written
    /// to it. If the server rejects an envelope by a rate limit, it is discarded, but not counted
    /// here: the server counts it itself.
    pub dropped: Vec<(String, u64)>,
    /// The last error of this run when it recorded or delivered events while telemetry is on: the
    /// file or directory, and the message of the operating system. If possible, the events that
    /// could not be recorded are counted in a client report.
    pub last_error: Option<String>,
    /// The release to which the user consented, if there is a consent snapshot.
    pub consented_to: Option<String>,
    /// The names of the events and tags that this release can send and that one could not.
    pub added: Vec<String>,
}

impl Status {
    /// Telemetry is off, and nothing else is known.
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

/// The result of [`flush`](crate::flush()).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flushed {
    /// Telemetry is off, so nothing was sent.
    Off,
    /// Another uploader was sending during the whole call.
    Busy,
    /// The uploader ran: everything that could be sent was sent.
    #[non_exhaustive]
    Done {
        /// The number of envelopes that the server accepted.
        sent: u64,
        /// The number of envelopes that were deleted: the server refused them, or they exceeded the
        /// retention limits. They are counted in a client report.
        discarded: u64,
        /// The number of envelopes that are still queued.
        queued: usize,
        /// Why envelopes were discarded or are still queued: one line for each error of a server or
        /// a file.
        failures: Vec<String>,
    },
}
