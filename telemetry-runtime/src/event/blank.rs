//! The event that every other one is made from: every field of the protocol, and nothing in it.

use crate::util::random;
use sentry::protocol::{DebugMeta, Event, Level, Map, Values};
use std::borrow::Cow;
use std::time::SystemTime;
use uuid::Uuid;

/// At most so many frames of a traceback.
pub(crate) const MOST_FRAMES: usize = 250;
/// An error, which is still to be told from others by its exceptions.
pub(crate) const ERROR: &str = "telemetry.error";
/// A panic, which is still to be told from others by its place and its words. The annotated function that it happened in may follow.
pub(crate) const PANIC: &str = "telemetry.panic";
/// A signal, by its name and the annotated function that it struck.
pub(crate) const SIGNAL: &str = "telemetry.signal";

/// An event with nothing in it but its id and its time.
///
/// Every field that the protocol knows stands here: a later release of it that has one more does not compile before somebody decided what
/// becomes of it. (`Event::default` also draws its id from thread-local storage, which is gone when the process ends.)
pub(crate) fn blank() -> Event<'static> {
    // Without randomness the ids of two events could be the same, and one of them be lost: no reason to fail.
    blank_of(random::uuid().unwrap_or_default(), SystemTime::now())
}

/// The same with this id and this time.
pub(crate) fn blank_of(id: Uuid, when: SystemTime) -> Event<'static> {
    Event {
        event_id: id,
        timestamp: when,
        level: Level::Info,
        message: None,
        fingerprint: Cow::Borrowed(&[]),
        exception: Values::new(),
        tags: Map::new(),
        release: None,
        environment: None,
        dist: None,
        user: None,
        server_name: None,
        platform: Cow::Borrowed("native"),
        contexts: Map::new(),
        modules: Map::new(),
        sdk: None,
        // Never filled:
        culprit: None,
        transaction: None,
        logentry: None,
        logger: None,
        request: None,
        breadcrumbs: Values::new(),
        stacktrace: None,
        template: None,
        threads: Values::new(),
        extra: Map::new(),
        debug_meta: Cow::Owned(DebugMeta::default()),
    }
}
