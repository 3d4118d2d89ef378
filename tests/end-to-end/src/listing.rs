//! Short listings of what arrived, for tests to compare.

use receiver::Received;
use serde_json::Value;

/// The messages of the events that have one, in the order in which they happened: servers sort by
/// that, too.
pub fn messages(received: &Received) -> Vec<String> {
    let events = received.events();
    messages_in_order(events.iter().map(|event| &event.json))
}

/// The messages of those of these events that have one.
pub(crate) fn messages_in_order<'a>(events: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let mut messages: Vec<(f64, String)> = events
        .filter_map(|event| Some((event["timestamp"].as_f64()?, event["message"].as_str()?.to_owned())))
        .collect();
    messages.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    messages.into_iter().map(|(_, message)| message).collect()
}

/// The sessions that arrived, as `<status> <errors>`, in their order.
pub fn sessions(received: &Received) -> Vec<String> {
    let sessions = received.sessions();
    sessions
        .iter()
        .map(|session| format!("{} {}", session["status"].as_str().unwrap_or("?"), session["errors"]))
        .collect()
}
