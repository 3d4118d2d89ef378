//! What holds of every `state.json`.

use super::super::response::{ALL, CATEGORIES};
use super::{Backoff, State};
use crate::util::clock;
use serde_json::Value;

/// Nothing in it makes us wait for longer than a day; it is read as it was written; and one of a
/// later format is known as one.
pub(crate) fn of_any_bytes(bytes: &[u8], now: u64) {
    let day = clock::as_millis(clock::DAY);
    let mut state = State::parse(bytes);
    let format = serde_json::from_slice::<Value>(bytes)
        .ok()
        .and_then(|json| json.get("format")?.as_u64());
    assert_eq!(state.is_newer, format.is_some_and(|format| format > 1));
    let written = state.to_json();
    let read = State::parse(format!("{written:#}\n").as_bytes());
    assert_eq!(read.to_json(), written);
    assert_eq!((&read.last, read.unreported()), (&state.last, state.unreported()));
    let mut dsns: Vec<String> = state.destinations.iter().map(|(dsn, _)| dsn.clone()).collect();
    dsns.push("https://key@example.org/1".to_owned());
    for dsn in &dsns {
        for category in CATEGORIES {
            let wait_until = state.wait_until(dsn, category, now, Backoff::Obey);
            assert!(wait_until.is_none_or(|until| until > now && until - now <= day));
            assert!(state.wait_until(dsn, category, now, Backoff::Ignore) <= wait_until);
        }
        state.failed(dsn, now);
        let wait_until = state.wait_until(dsn, ALL, now, Backoff::Obey);
        assert!(wait_until.is_some_and(|until| until > now) || now > u64::MAX - day);
        state.dropped(dsn, "send_error", "error", 1);
        let unreported = state.unreported();
        let (_, dropped) = unreported.iter().find(|(unreported, _)| unreported == dsn).unwrap();
        assert!(
            dropped
                .iter()
                .any(|dropped| dropped.reason == "send_error" && dropped.quantity > 0)
        );
        state.reported(dsn);
        assert!(state.unreported().iter().all(|(unreported, _)| unreported != dsn));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::laws::{json, trial};
    use proptest::prelude::*;
    use serde_json::json;

    fn number() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<u64>().prop_map(Into::into),
            Just(json!(1_764_000_009_000_u64)),
            Just(json!(-1)),
            json()
        ]
    }

    prop_compose! {
        fn state()(
            format in prop_oneof![Just(json!(1)), Just(json!(2)), number()],
            dsn in "x|https://key@example.org/1",
            (retry_at, failures, limit, quantity) in (number(), number(), number(), number()),
            category in "error|session|internal|",
            last in json(),
        ) -> Value {
            let dropped = json!([{"reason": "send_error", "category": category, "quantity": quantity}]);
            let destination = json!({"retry_at": retry_at, "failures": failures, "limits": {category: limit}, "dropped": dropped});
            json!({"format": format, "destinations": {dsn: destination}, "last": {"at": 1, "result": last}})
        }
    }

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200), now: u64) {
            of_any_bytes(&bytes, now);
        }

        #[test]
        fn they_hold_of_json(json in json(), now: u64) {
            of_any_bytes(json.to_string().as_bytes(), now);
        }

        #[test]
        fn they_hold_of_what_looks_like_one(state in state(), now in prop_oneof![any::<u64>(), Just(1_764_000_000_000)]) {
            of_any_bytes(state.to_string().as_bytes(), now);
        }
    }
}
