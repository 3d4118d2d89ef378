//! Rules for client reports: what was dropped, and why.
//!
//! <https://develop.sentry.dev/sdk/telemetry/client-reports/>

use super::values::{Time, check_age, check_keys};
use serde_json::Value;

const REASONS: [&str; 12] = [
    "queue_overflow",
    "cache_overflow",
    "buffer_overflow",
    "ratelimit_backoff",
    "network_error",
    "sample_rate",
    "before_send",
    "event_processor",
    "send_error",
    "internal_sdk_error",
    "insufficient_data",
    "backpressure",
];

/// The categories of what is sent. (`session` counts updates.)
const CATEGORIES: [&str; 2] = ["error", "session"];

pub(crate) fn check(report: &Value, now: Time, errors: &mut Vec<String>) {
    check_keys("the client report", report, &["timestamp", "discarded_events"], errors);
    check_age(
        "the client report's timestamp",
        Time::of(&report["timestamp"]),
        now,
        errors,
    );
    let Some(discarded) = report["discarded_events"].as_array().filter(|list| !list.is_empty()) else {
        errors.push("a client report about nothing".to_owned());
        return;
    };
    for entry in discarded {
        let among = |key: &str, known: &[&str]| entry[key].as_str().is_some_and(|text| known.contains(&text));
        let counted = entry["quantity"].as_u64().is_some_and(|quantity| quantity > 0);
        if !among("reason", &REASONS) || !among("category", &CATEGORIES) || !counted {
            errors.push(format!("discarded {entry}"));
        }
    }
}
