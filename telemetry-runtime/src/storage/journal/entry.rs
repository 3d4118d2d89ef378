//! The entries of a run journal, one line each.
//!
//! Each is one line, written with one `write` at the end of the file: a signal handler can do it,
//! and a process that dies in the middle of something has marked all that came before. Handlers
//! write their lines themselves, word for word as [`Entry::line`] does.

use crate::event::fatal_signal::At;
use crate::event::note::Note;
use crate::model::signal::Signal;
use serde_json::Value;

/// What happened, in the order in which it did.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Entry {
    /// The start event and the time in the name of its envelope, which the run queues when it does
    /// more than look at telemetry or change it.
    Start(u64, Value),
    /// The start event is queued.
    Started,
    /// Something went wrong that did not end the run.
    Error,
    /// An event found no room in the outbox.
    Dropped,
    /// A panic, as the event that is sent should nothing more be heard of it: the program's own
    /// hook runs next, and may end the process.
    Panic(u32, Value),
    /// That panic is in the outbox.
    Queued(u32),
    /// A panic of which no event could be made.
    Noted(Note),
    /// A signal that usually ends the process.
    Signal(Signal),
    /// Of the signal above: it is what a panic came to that is recorded.
    Panicking,
    /// Of the signal above: the command that was entered last.
    Command(String),
    /// Of the signal above: an annotated function that the thread was in, innermost first.
    At(At),
    /// Of the signal above: whoever handled it before us returned. std's handler, for one, does not
    /// where a stack has overflowed.
    Returned,
    /// A child that did not become another program.
    Forked(u32),
    /// A child took over the run, because the process that had it is gone. An exit before this
    /// line is not that of the run.
    Adopted(u32),
    /// The session was reported while the run was alive: servers reject sessions that are much
    /// older.
    Reported,
    /// The run is over, at this time in milliseconds since 1970.
    End(End, u64),
}

/// How a run ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Exited,
    Crashed,
}

impl Entry {
    pub(super) fn line(&self) -> String {
        match self {
            Self::Start(millis, event) => format!("start {millis} {event}\n"),
            Self::Started => "started\n".to_owned(),
            Self::Error => "error\n".to_owned(),
            Self::Panic(number, event) => format!("panic {number} {event}\n"),
            Self::Dropped => "dropped\n".to_owned(),
            Self::Noted(note) => format!("noted {note}\n"),
            Self::Queued(number) => format!("queued {number}\n"),
            Self::Signal(signal) => format!("signal {}\n", signal.name()),
            Self::Panicking => "panicking\n".to_owned(),
            Self::Command(name) => format!("command {name}\n"),
            Self::At(at) => format!("at {} {} {}\n", at.line, at.function, at.file),
            Self::Returned => "returned\n".to_owned(),
            Self::Forked(process) => format!("forked {process}\n"),
            Self::Adopted(process) => format!("adopted {process}\n"),
            Self::Reported => "reported\n".to_owned(),
            Self::End(End::Exited, millis) => format!("end exited {millis}\n"),
            Self::End(End::Crashed, millis) => format!("end crashed {millis}\n"),
        }
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let entry = match word {
            "panic" => {
                let (number, event) = rest.split_once(' ')?;
                return Some(Self::Panic(
                    number.parse().ok()?,
                    serde_json::from_slice(event.as_bytes()).ok()?,
                ));
            }
            "noted" => return Note::parse(rest).map(Self::Noted),
            "start" => {
                let (millis, event) = rest.split_once(' ')?;
                return Some(Self::Start(
                    millis.parse().ok()?,
                    serde_json::from_slice(event.as_bytes()).ok()?,
                ));
            }
            "queued" => return Some(Self::Queued(rest.parse().ok()?)),
            "signal" => return Signal::by_name(rest).map(Self::Signal),
            "command" => return Some(Self::Command(rest.to_owned())),
            "at" => {
                let (line, rest) = rest.split_once(' ')?;
                let (function, file) = rest.split_once(' ')?;
                return Some(Self::At(At {
                    function: function.to_owned(),
                    file: file.to_owned(),
                    line: line.parse().ok()?,
                }));
            }
            "forked" => return Some(Self::Forked(rest.parse().ok()?)),
            "adopted" => return Some(Self::Adopted(rest.parse().ok()?)),
            "end" => {
                let (end, millis) = rest.split_once(' ')?;
                let end = match end {
                    "exited" => End::Exited,
                    "crashed" => End::Crashed,
                    _ => return None,
                };
                return Some(Self::End(end, millis.parse().ok()?));
            }
            "started" => Self::Started,
            "error" => Self::Error,
            "dropped" => Self::Dropped,
            "panicking" => Self::Panicking,
            "returned" => Self::Returned,
            "reported" => Self::Reported,
            _ => return None,
        };
        rest.is_empty().then_some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_mark_is_read_as_it_was_written() {
        let at = At {
            function: "snatch::cli::evaluate".into(),
            file: "src/my cli.rs".into(),
            line: 20,
        };
        for entry in [
            Entry::Start(1_764_000_000_000, json!({"level": "info", "text": "two\nlines"})),
            Entry::Started,
            Entry::Error,
            Entry::Dropped,
            Entry::Panic(3, json!({"level": "fatal", "text": "two\nlines"})),
            Entry::Queued(3),
            Entry::Noted(Note::unseen(Some("trade/buy"))),
            Entry::Signal(Signal::Segv),
            Entry::Panicking,
            Entry::Command("trade/buy".into()),
            Entry::At(at),
            Entry::Returned,
            Entry::Forked(17),
            Entry::Adopted(17),
            Entry::Reported,
            Entry::End(End::Exited, 5),
            Entry::End(End::Crashed, 6),
        ] {
            let line = entry.line();
            assert_eq!(line.matches('\n').count(), 1, "{line}");
            assert_eq!(Entry::parse(line.trim_end()), Some(entry));
        }
    }

    #[test]
    fn what_is_torn_or_unknown_is_no_mark() {
        for line in [
            "",
            "err",
            "error x",
            "start 1",
            "start 1 {",
            "start x {}",
            "started 1",
            "panic 1",
            "panic 1 {",
            "panic x {}",
            "noted fatal 1 2 work src/main.rs",
            "signal",
            "signal SIGKILL",
            "at 1 f",
            "end exited",
            "end later 5",
            "forked",
            "adopted x",
        ] {
            let parsed = Entry::parse(line);
            assert!(parsed.is_none(), "{line:?}");
        }
    }
}
