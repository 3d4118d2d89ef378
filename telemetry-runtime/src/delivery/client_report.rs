//! Client reports: how many events were dropped, and why. With them, the developers know how
//! complete their numbers are.

use super::state::Dropped;
use crate::privacy::wire::{ClientReport, Discarded, Header};
use crate::storage::outbox::envelope;
use crate::util::clock;
use crate::util::json::json_of;

/// The wire bytes of a report to one destination.
pub(crate) fn envelope(dsn: &str, dropped: &[Dropped]) -> Vec<u8> {
    let now = clock::rfc3339(clock::millis());
    let header = Header {
        event_id: None,
        dsn: Some(dsn.to_owned()),
        sent_at: Some(now.clone()),
    };
    let discarded = dropped.iter().map(|dropped| Discarded {
        reason: dropped.reason.clone(),
        category: dropped.category.clone(),
        quantity: dropped.quantity,
    });
    let report = ClientReport {
        timestamp: now,
        discarded_events: discarded.collect(),
    };
    envelope::item(&json_of(&header), "client_report", &json_of(&report))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_by_the_protocols_own_library() {
        let dropped = Dropped {
            reason: "send_error".to_owned(),
            category: "error".to_owned(),
            quantity: 3,
        };
        let bytes = envelope("https://key@example.org/1", &[dropped]);
        let read = sentry::Envelope::from_slice(&bytes).unwrap();
        assert!(format!("{read:?}").contains("ClientReport"), "{read:?}");
    }
}
