//! `main` returned an error.

use crate::main_result::Link;
use crate::privacy::{allow_list, grouping};
use sentry::protocol::{Event, Exception, Level, Mechanism};
use std::borrow::Cow;

/// The error and its sources. The server wants the root cause first.
pub(crate) fn from_main(chain: &[Link]) -> Event<'static> {
    let exceptions: Vec<Exception> = chain
        .iter()
        .rev()
        .map(|link| Exception {
            ty: link.kind.unwrap_or("Error").to_owned(),
            value: Some(link.message.clone()),
            mechanism: Some(Mechanism {
                ty: "main".into(),
                handled: Some(true),
                ..Mechanism::default()
            }),
            ..Exception::default()
        })
        .collect();
    Event {
        level: Level::Error,
        exception: exceptions.into(),
        fingerprint: vec![Cow::Borrowed(grouping::ERROR)].into(),
        ..allow_list::blank()
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
        let types: Vec<_> = event.exception.iter().map(|exception| exception.ty.as_str()).collect();
        assert_eq!(types, ["Error", "anyhow::Error"]);
    }
}
