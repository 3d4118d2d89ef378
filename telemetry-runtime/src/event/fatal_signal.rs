//! The event of a process that died by a signal. The next run makes it from the run journal.

use super::stacktrace::readable;
use crate::event::types::{Event, Exception, Frame, Level, Mechanism, SIGNAL, Stacktrace};
use crate::model::signal::Signal;
use crate::util::json::map;
use std::borrow::Cow;
use std::time::SystemTime;
use uuid::Uuid;

/// The place of an annotated function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At {
    /// With its module.
    pub(crate) function: String,
    pub(crate) file: String,
    pub(crate) line: u32,
}

/// The signal by which a run ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Death {
    pub(crate) signal: Option<Signal>,
    /// The stack of the thread was used up.
    pub(crate) overflow: bool,
    /// A panic came to it, which is recorded.
    pub(crate) panicking: bool,
    pub(crate) command: Option<String>,
    /// The annotated functions that the thread was in, innermost first.
    pub(crate) at: Vec<At>,
}

/// Made by the uploader that recovers the run, perhaps days later and in another release.
pub(crate) fn event(death: &Death, id: Uuid, when: SystemTime) -> Event {
    let (kind, meaning) = match death.signal {
        _ if death.overflow => ("stack overflow", "a thread has used up its stack"),
        Some(signal) => (signal.name(), signal.meaning()),
        None => ("signal", "the program was killed"),
    };
    let frames = death.at.iter().map(|at| Frame {
        function: Some(at.function.clone()),
        filename: Some(readable(&at.file)),
        abs_path: Some(at.file.clone()),
        lineno: Some(at.line.into()),
        in_app: Some(true),
        ..Frame::default()
    });
    let exception = Exception {
        ty: kind.into(),
        value: Some(meaning.into()),
        stacktrace: Stacktrace::from_frames_reversed(frames.collect()),
        mechanism: Some(Mechanism {
            ty: "signal",
            handled: Some(false),
        }),
    };
    let innermost = death.at.first().map(|at| Cow::Owned(at.function.clone()));
    let parts = [Cow::Borrowed(SIGNAL), Cow::Borrowed(kind)];
    Event {
        exceptions: vec![exception],
        // Of all that is known, the place distinguishes faults best.
        fingerprint: parts.into_iter().chain(innermost).collect(),
        tags: map(death.command.iter().map(|name| ("command".to_owned(), name.clone()))),
        ..Event::at(Level::Fatal, id, when)
    }
}
