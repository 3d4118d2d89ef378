//! Client reports: what was lost is told, so that the developers' numbers can be trusted.

use super::state::Lost;
use crate::storage::outbox::envelope;
use crate::util::clock;
use serde_json::{Map, Value, json};

/// The wire bytes of a report to one destination.
pub(crate) fn envelope(dsn: &str, lost: &[Lost]) -> Vec<u8> {
    let now = clock::rfc3339(clock::millis());
    let discarded: Value = lost.iter().map(Lost::to_json).collect();
    let mut header = Map::new();
    header.insert("dsn".into(), json!(dsn));
    header.insert("sent_at".into(), json!(now));
    envelope::item(
        header,
        "client_report",
        &json!({"timestamp": now, "discarded_events": discarded}),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_by_the_protocols_own_library() {
        let lost = Lost {
            reason: "send_error".to_owned(),
            category: "error".to_owned(),
            quantity: 3,
        };
        let bytes = envelope("https://key@example.org/1", &[lost]);
        let read = sentry::Envelope::from_slice(&bytes).unwrap();
        assert!(format!("{read:?}").contains("ClientReport"), "{read:?}");
    }
}
