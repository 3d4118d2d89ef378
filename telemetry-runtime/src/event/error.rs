//! An error that `main` returned, or that the program captured.

use super::known::Known;
use super::stacktrace;
use crate::event::types::{ERROR, Event, Exception, Level, Mechanism, Stacktrace};
use crate::model::error_chain::Link;
use crate::util::json::map;
use std::borrow::Cow;

/// The error that `main` returned.
pub(crate) fn from_main(chain: &[Link]) -> Event {
    build(chain, "main", None)
}

/// An error that the program captured and went on. `place` is where it did.
pub(crate) fn captured(
    chain: &[Link],
    command: Option<&'static str>,
    known: &Known,
    place: Option<&(String, u32, u32)>,
) -> Event {
    let mut event = build(chain, "capture", stacktrace::of_place(known, place));
    let tags = command.map(|command| ("command".to_owned(), command.to_owned()));
    event.tags = map(tags);
    event
}

/// The error and its sources. The server wants the root cause first; the stack trace leads to where
/// the outermost was handled.
fn build(chain: &[Link], mechanism: &'static str, mut stacktrace: Option<Stacktrace>) -> Event {
    let exceptions = chain.iter().map(|link| Exception {
        ty: link.kind.unwrap_or("Error").to_owned(),
        value: Some(link.message.clone()),
        stacktrace: stacktrace.take(),
        mechanism: Some(Mechanism {
            ty: mechanism,
            handled: Some(true),
        }),
    });
    let mut exceptions: Vec<Exception> = exceptions.collect();
    exceptions.reverse();
    Event {
        exceptions,
        fingerprint: vec![Cow::Borrowed(ERROR)],
        ..Event::now(Level::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_cause_comes_first() {
        let link = |kind, message: &str| Link {
            kind,
            message: message.to_owned(),
        };
        let event = from_main(&[
            link(Some("anyhow::Error"), "cannot read the prices"),
            link(None, "No such file"),
        ]);
        let types: Vec<_> = event.exceptions.iter().map(|exception| exception.ty.as_str()).collect();
        assert_eq!(types, ["Error", "anyhow::Error"]);
    }
}
