//! Times that are ahead of the clock, because the clock was put back after they were written.
//!
//! A server corrects the clock of a machine by the time of sending, and so makes nothing of a time
//! that is ahead of that: it drops the session, and the event is the latest of all for as long as
//! the clock was wrong.

use crate::util::clock;
use serde_json::{Map, Value, json};

/// Servers take what is ahead by a minute. In milliseconds.
const LITTLE: u64 = 60_000;

/// The item with times of the present, the last of which is now, in milliseconds since 1970; `None`
/// where it is not ahead.
pub(super) fn brought_back(kind: &str, item: &Map<String, Value>, now: u64) -> Option<Value> {
    match kind {
        "session" => session(item, now),
        "event" => event(item, now),
        _ => None,
    }
}

/// It stays as long as it was.
fn session(session: &Map<String, Value>, now: u64) -> Option<Value> {
    let time = |name: &str| clock::of_rfc3339(session.get(name)?.as_str()?);
    let (started, ended) = (time("started")?, time("timestamp")?);
    let ahead = ended.checked_sub(now).filter(|ahead| *ahead > LITTLE)?;
    let started = clock::rfc3339(started.saturating_sub(ahead));
    let mut session = session.clone();
    session.insert("started".to_owned(), json!(started));
    session.insert("timestamp".to_owned(), json!(clock::rfc3339(now)));
    Some(Value::Object(session))
}

fn event(event: &Map<String, Value>, now: u64) -> Option<Value> {
    #[expect(clippy::cast_precision_loss, reason = "times of this millennium fit")]
    let seconds = |millis: u64| millis as f64 / 1000.0;
    if event.get("timestamp")?.as_f64()? <= seconds(now.saturating_add(LITTLE)) {
        return None;
    }
    let mut event = event.clone();
    event.insert("timestamp".to_owned(), json!(seconds(now)));
    Some(Value::Object(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_764_000_000_000;
    const YEAR: u64 = 365 * 24 * 60 * 60 * 1000;

    fn back(kind: &str, item: Value) -> Option<Value> {
        let Value::Object(item) = item else {
            panic!("an item is an object")
        };
        brought_back(kind, &item, NOW)
    }

    #[test]
    fn an_event_of_the_future_is_of_now() {
        let event = |seconds: f64| json!({"level": "info", "timestamp": seconds});
        assert_eq!(back("event", event(1_764_000_061.5)), Some(event(1_764_000_000.0)));
        assert_eq!(back("event", event(1_764_000_059.5)), None);
        assert_eq!(back("event", event(1_700_000_000.0)), None);
        assert_eq!(back("event", json!({})), None);
        assert_eq!(back("client_report", event(1e12)), None);
    }

    #[test]
    fn a_session_of_the_future_ends_now_and_is_as_long_as_it_was() {
        let session = |started: u64, ended: u64| {
            let (started, ended) = (clock::rfc3339(started), clock::rfc3339(ended));
            json!({"started": started, "timestamp": ended, "duration": 5.0})
        };
        let moved = back("session", session(NOW + YEAR, NOW + YEAR + 5_000));
        assert_eq!(moved, Some(session(NOW - 5_000, NOW)));
        assert_eq!(back("session", session(NOW - YEAR, NOW)), None);
        assert_eq!(back("session", json!({"started": 1})), None);
    }
}
