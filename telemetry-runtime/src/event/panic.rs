//! The event of a panic.

use super::known::{Known, is_own_file};
use super::stacktrace;
use crate::event::note::Note;
use crate::event::types::{Event, Exception, Frame, Level, Mechanism, PANIC, Stacktrace};
use crate::model::app::Package;
use crate::util::json::map;
use std::any::Any;
use std::borrow::Cow;
use std::time::SystemTime;
use uuid::Uuid;

/// What the hook could learn of a panic before the program went on with it.
#[derive(Debug, Clone)]
pub(crate) struct Panic {
    pub(crate) message: String,
    /// File, line and column; they survive `strip`.
    pub(crate) place: Option<(String, u32, u32)>,
    /// Whether the program ends by it as far as the hook can know: it happened on the main thread,
    /// or every panic aborts.
    pub(crate) fatal: bool,
    pub(crate) command: Option<&'static str>,
}

/// The longest message that is looked at, in bytes; the scrubber cuts it further.
const LONGEST: usize = 32 * 1024;

/// The text of a panic's payload.
pub(crate) fn text(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a value that is no text")
}

/// As much of it as is looked at.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    let text = text(payload);
    let end = (0..=text.len().min(LONGEST))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    text.get(..end).unwrap_or_default().to_owned()
}

/// The event with the frames that are known without the stack.
pub(crate) fn event(panic: &Panic, known: &Known) -> Event {
    let mut event = build(panic, stacktrace::of_place(known, panic.place.as_ref()));
    let innermost = known.innermost().map(Cow::Owned);
    event.fingerprint = [Cow::Borrowed(PANIC)].into_iter().chain(innermost).collect();
    event
}

/// The event of a panic that the program could only note: the uploader makes it from the run
/// journal.
pub(crate) fn noted(note: &Note, package: &Package, id: Uuid, when: SystemTime) -> Event {
    let frame = note.place.as_ref().map(|(file, line, column)| Frame {
        filename: Some(stacktrace::readable(file)),
        abs_path: Some(file.clone()),
        lineno: Some((*line).into()),
        colno: Some((*column).into()),
        in_app: Some(is_own_file(package, file)),
        ..Frame::default()
    });
    let panic = Panic {
        message: note.message.clone(),
        place: note.place.clone(),
        fatal: note.fatal,
        command: None,
    };
    Event {
        id,
        timestamp: when,
        fingerprint: vec![Cow::Borrowed(PANIC)],
        tags: map(note.command.iter().map(|name| ("command".to_owned(), name.clone()))),
        ..build(&panic, Stacktrace::from_frames_reversed(frame.into_iter().collect()))
    }
}

fn build(panic: &Panic, stacktrace: Option<Stacktrace>) -> Event {
    let exception = Exception {
        ty: "panic".into(),
        value: Some(panic.message.clone()),
        stacktrace,
        mechanism: Some(Mechanism {
            ty: "panic",
            handled: Some(false),
        }),
    };
    let tags = panic.command.map(|command| ("command".to_owned(), command.to_owned()));
    let level = if panic.fatal { Level::Fatal } else { Level::Error };
    Event {
        exceptions: vec![exception],
        tags: map(tags),
        ..Event::now(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_payload_has_a_message_and_none_is_too_long() {
        assert_eq!(message(&"literal"), "literal");
        assert_eq!(message(&"formatted".to_owned()), "formatted");
        assert_eq!(message(&17), "a value that is no text");
        assert_eq!(message(&"ä".repeat(1_000_000)).len(), LONGEST);
    }
}
