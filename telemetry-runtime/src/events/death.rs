//! The process died by a signal, and could say no more than which one and where it was.

use super::traceback::readable;
use crate::maps::map;
use crate::privacy::{allow_list, grouping};
use crate::session::classify::Death;
use sentry::protocol::{Event, Exception, Frame, Level, Mechanism, Stacktrace};
use std::borrow::Cow;
use std::time::SystemTime;
use uuid::Uuid;

/// Made by whoever finds what the process left behind: that may be days later, and another release.
pub(crate) fn event(death: &Death, id: Uuid, when: SystemTime) -> Event<'static> {
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
            ty: "signal".into(),
            handled: Some(false),
            ..Mechanism::default()
        }),
        ..Exception::default()
    };
    let innermost = death.at.first().map(|at| Cow::Owned(at.function.clone()));
    let parts = [Cow::Borrowed(grouping::SIGNAL), Cow::Borrowed(kind)];
    Event {
        level: Level::Fatal,
        exception: vec![exception].into(),
        // Of all that is known, where it happened tells one fault from another.
        fingerprint: parts.into_iter().chain(innermost).collect(),
        tags: map(death.command.iter().map(|name| ("command".to_owned(), name.clone()))),
        ..allow_list::blank_of(id, when)
    }
}
