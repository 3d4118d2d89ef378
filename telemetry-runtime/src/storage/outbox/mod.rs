//! The outbox: one file for each envelope, written under another name and renamed.

pub(crate) mod envelope;
mod future;
pub(crate) mod retention;

use crate::util::{blocked_signals, files};
use envelope::{Envelope, FileName};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Where envelopes go.
#[derive(Debug)]
pub(crate) enum Outbox {
    /// Files, which the uploader sends.
    Directory {
        path: PathBuf,
        /// Whether there is room, found out at the first push. Counting at each one would make a
        /// full outbox slow.
        room: OnceLock<bool>,
    },
    /// The user's own eyes, in a preview.
    Stderr,
}

impl Outbox {
    pub(crate) fn directory(path: PathBuf) -> Self {
        Self::Directory {
            path,
            room: OnceLock::new(),
        }
    }

    /// Takes an envelope over. When this returns `Ok`, no end of the process can lose or tear it.
    pub(crate) fn push(&self, envelope: &Envelope) -> io::Result<()> {
        self.push_as(&FileName::new(envelope.class, envelope.id), envelope)
    }

    /// The same under this name.
    pub(crate) fn push_as(&self, name: &FileName, envelope: &Envelope) -> io::Result<()> {
        match self {
            Self::Directory { path, room } => {
                // Where there is none, this event is dropped: nobody has been tidying up for a long
                // time.
                if !room.get_or_init(|| files::has_room(path)) {
                    return Err(files::overfull("more than 1,000 files wait"));
                }
                files::write_whole(&path.join(name.to_string()), &envelope.to_bytes())
            }
            Self::Stderr => {
                // In one piece: other threads write there, too.
                let text = format!("{:#}\n", envelope.payload);
                blocked_signals::blocked(|| io::stderr().write_all(text.as_bytes()))
            }
        }
    }

    /// Removes an envelope that was just queued, because the run journal keeps it.
    pub(crate) fn take_back(&self, name: &FileName) {
        if let Self::Directory { path, .. } = self {
            // Where it is gone already, it is sent, and will be once more, under the same id.
            let _ = std::fs::remove_file(path.join(name.to_string()));
        }
    }
}
