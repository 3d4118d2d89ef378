//! A panic.

use super::known::Known;
use super::traceback;
use crate::maps::map;
use crate::privacy::{allow_list, grouping};
use sentry::protocol::{Event, Exception, Level, Mechanism};
use std::any::Any;
use std::borrow::Cow;

/// What the hook could learn of a panic before the program went on with it.
#[derive(Debug, Clone)]
pub(crate) struct Panic {
    pub(crate) message: String,
    /// File, line and column; they survive `strip`.
    pub(crate) place: Option<(String, u32, u32)>,
    /// Whether the program ends by it as far as the hook can know: it happened on the main thread, or every panic aborts.
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

/// The event, with all that is known of the traceback without a look at the stack.
pub(crate) fn event(panic: &Panic, known: &Known) -> Event<'static> {
    let mut event = build(panic, traceback::of_place(known, panic.place.as_ref()));
    let innermost = known.innermost().map(Cow::Owned);
    event.fingerprint = [Cow::Borrowed(grouping::PANIC)].into_iter().chain(innermost).collect();
    event
}

/// The event of a panic of which nothing is known but that it unwound `main`: the program's own hook replaced ours.
pub(crate) fn unseen() -> Event<'static> {
    let panic = Panic {
        message: "the program's panic hook replaced the one that would know more".into(),
        place: None,
        fatal: true,
        command: None,
    };
    build(&panic, None)
}

fn build(panic: &Panic, stacktrace: Option<sentry::protocol::Stacktrace>) -> Event<'static> {
    let exception = Exception {
        ty: "panic".into(),
        value: Some(panic.message.clone()),
        stacktrace,
        mechanism: Some(Mechanism {
            ty: "panic".into(),
            handled: Some(false),
            ..Mechanism::default()
        }),
        ..Exception::default()
    };
    let tags = panic.command.map(|command| ("command".to_owned(), command.to_owned()));
    Event {
        level: if panic.fatal { Level::Fatal } else { Level::Error },
        exception: vec![exception].into(),
        tags: map(tags),
        ..allow_list::blank()
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
