//! What holds of every answer.

use super::super::state::{Backoff, State};
use super::{ALL, CATEGORIES, Verdict, read};
use crate::util::clock;

/// Nothing that a server says makes us wait for longer than a day, or remember more than a few
/// words; and of two limits the longer one holds.
pub(crate) fn of_any_answer(status: u16, retry_after: Option<&str>, rate_limits: Option<&str>, now: u64) {
    const DSN: &str = "https://key@example.org/1";
    let (verdict, limits) = read(status, retry_after, rate_limits, now);
    assert_eq!(verdict == Verdict::Sent, status / 100 == 2);
    assert_eq!(verdict == Verdict::Limited, status == 429);
    let day = clock::as_millis(clock::DAY);
    for (category, until) in &limits {
        assert!(*until >= now && *until - now <= day, "{until}");
        assert!(CATEGORIES.contains(&category.as_str()), "{category}");
    }
    let mut state = State::default();
    state.answered(DSN, limits.clone());
    for asked in CATEGORIES {
        let longest = limits
            .iter()
            .filter(|(category, _)| category == asked || category == ALL);
        let longest = longest.map(|(_, until)| *until).max().filter(|until| *until > now);
        assert_eq!(
            state.wait_until(DSN, asked, now, Backoff::Obey),
            longest,
            "{asked}: {limits:?}"
        );
    }
    if status == 429 && rate_limits.is_none() {
        assert_eq!(limits.len(), 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::laws::{text_of, trial};
    use proptest::prelude::*;

    const PIECES: [&str; 28] = [
        "60",
        "0",
        "-1",
        "1e400",
        "NaN",
        "inf",
        "2700",
        "99999999999999999999",
        "0.5",
        ":",
        ":",
        ":",
        ";",
        ";",
        ",",
        ", ",
        " ",
        "error",
        "session",
        "internal",
        "transaction",
        "default",
        "organization",
        "key",
        "Mon, 24 Nov 2025 16:00:09 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "é",
    ];

    fn status() -> impl Strategy<Value = u16> {
        prop_oneof![Just(200), Just(429), any::<u16>()]
    }

    fn now() -> impl Strategy<Value = u64> {
        prop_oneof![Just(1_764_000_000_000), any::<u64>()]
    }

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_texts(status in status(), after in ".{0,40}", limits in ".{0,80}", now in now()) {
            of_any_answer(status, Some(&after), Some(&limits), now);
            of_any_answer(429, Some(&after), None, now);
        }

        #[test]
        fn they_hold_of_what_looks_like_one(
            status in status(), after in text_of(&PIECES, 4), limits in prop::option::of(text_of(&PIECES, 30)), now in now()
        ) {
            of_any_answer(status, Some(&after), limits.as_deref(), now);
            of_any_answer(429, Some(&after), None, now);
        }

        #[test]
        fn limits_are_what_they_say(
            quotas in prop::collection::vec((0..200_000_u64, prop::sample::subsequence(vec!["error", "session", "default"], 0..3)), 1..5)
        ) {
            const NOW: u64 = 1_764_000_000_000;
            let header: Vec<String> =
                quotas.iter().map(|(seconds, categories)| format!("{seconds}:{}:organization", categories.join(";"))).collect();
            let (_, limits) = read(200, None, Some(&header.join(", ")), NOW);
            for category in ["error", "session", ALL] {
                let named = quotas.iter().filter(|(_, named)| {
                    if category == ALL { named.is_empty() } else { named.contains(&category) }
                });
                let expected = named.map(|(seconds, _)| NOW + 1000 * (*seconds).min(24 * 60 * 60)).max();
                let found = limits.iter().filter(|(found, _)| found == category).map(|(_, until)| *until).max();
                prop_assert_eq!(found, expected, "{} in {:?}", category, header);
            }
        }
    }
}
