//! Client reports: what was lost is told, so that the developers' numbers can be trusted.

use super::state::Dropped;
use crate::clock;
use crate::outbox::envelope_file;
use serde_json::{Map, Value, json};

/// The wire bytes of a report to one destination.
pub(crate) fn envelope(dsn: &str, dropped: &Dropped) -> Vec<u8> {
    let now = clock::rfc3339(clock::millis());
    let discarded: Vec<Value> = dropped
        .iter()
        .flat_map(|(reason, categories)| {
            let one = move |(category, quantity)| json!({"reason": reason, "category": category, "quantity": quantity});
            categories.iter().map(one)
        })
        .collect();
    let mut header = Map::new();
    header.insert("dsn".into(), json!(dsn));
    header.insert("sent_at".into(), json!(now));
    envelope_file::item(
        header,
        "client_report",
        &json!({"timestamp": now, "discarded_events": discarded}),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_report_is_read_by_the_protocols_own_library() {
        let dropped = Dropped::from([("send_error".to_owned(), BTreeMap::from([("error".to_owned(), 3)]))]);
        let bytes = envelope("https://key@example.org/1", &dropped);
        let read = sentry::Envelope::from_slice(&bytes).unwrap();
        assert!(format!("{read:?}").contains("ClientReport"), "{read:?}");
    }
}
