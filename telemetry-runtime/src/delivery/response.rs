//! What a server's answer means, by Sentry's rules for clients that keep events on disk
//! (<https://develop.sentry.dev/sdk/foundations/transport/offline-caching/>,
//! <https://develop.sentry.dev/sdk/expected-features/rate-limiting/>).

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use crate::util::clock;

/// A limit without a time of its own holds so long, in seconds.
const DEFAULT_LIMIT: u64 = 60;

/// What becomes of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Sent,
    /// Thrown away, and not counted: the server knows.
    Limited,
    /// Thrown away, and counted.
    Discarded(u16),
}

/// All categories, in a list of limits.
pub(crate) const ALL: &str = "";

/// The categories of what we send.
pub(crate) const CATEGORIES: [&str; 4] = [ALL, "error", "session", "internal"];

/// The categories that must not be sent for a while, each with the time when they may again, in
/// milliseconds since 1970.
pub(crate) type Limits = Vec<(String, u64)>;

/// Reads an answer: its status and two of its headers.
pub(crate) fn read(status: u16, retry_after: Option<&str>, rate_limits: Option<&str>, now: u64) -> (Verdict, Limits) {
    let verdict = match status {
        200..=299 => Verdict::Sent,
        429 => Verdict::Limited,
        other => Verdict::Discarded(other),
    };
    let limits = match rate_limits {
        Some(header) => quotas(header, now),
        None if status == 429 => vec![(
            ALL.to_owned(),
            until(retry_after.and_then(|value| wait(value, now)), now),
        )],
        None => Vec::new(),
    };
    (verdict, limits)
}

/// `60:error;session:organization, 2700::key`
fn quotas(header: &str, now: u64) -> Limits {
    let mut limits = Limits::new();
    for quota in header.split(',') {
        let mut parts = quota.trim().split(':');
        let seconds = parts.next().and_then(|seconds| seconds.trim().parse().ok());
        let Some(categories) = parts.next() else { continue };
        let until = until(seconds, now);
        // An empty list gives one empty word, which means all.
        for category in categories.split(';').map(str::trim) {
            // Of what we never send, nothing is remembered: a server could go on naming new ones.
            if !CATEGORIES.contains(&category) {
                continue;
            }
            match limits.iter_mut().find(|(known, _)| known == category) {
                // Both hold, so the longer one does.
                Some((_, known)) => *known = until.max(*known),
                None => limits.push((category.to_owned(), until)),
            }
        }
    }
    limits
}

/// `Retry-After`, in seconds from now: a number or a date.
fn wait(value: &str, now: u64) -> Option<f64> {
    let value = value.trim();
    value.parse().ok().or_else(|| {
        let date = clock::since_epoch(httpdate::parse_http_date(value).ok()?);
        #[expect(clippy::cast_precision_loss, reason = "times of this millennium fit")]
        Some(date.saturating_sub(now) as f64 / 1000.0)
    })
}

/// The time after so many seconds; at most a day, because a server's mistake must not silence us
/// for ever.
fn until(seconds: Option<f64>, now: u64) -> u64 {
    let seconds = seconds
        .filter(|seconds| *seconds >= 0.0)
        .map_or(DEFAULT_LIMIT, |seconds| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "`as` saturates, and it is not negative"
            )]
            let whole = seconds.ceil() as u64;
            whole
        });
    now.saturating_add(seconds.min(clock::DAY.as_secs()).saturating_mul(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_764_000_000_000;

    fn all(seconds: u64) -> Limits {
        vec![(ALL.to_owned(), NOW + seconds * 1000)]
    }

    #[test]
    fn statuses_decide() {
        assert_eq!(read(200, None, None, NOW), (Verdict::Sent, vec![]));
        assert_eq!(read(202, None, None, NOW).0, Verdict::Sent);
        for status in [301, 400, 401, 403, 404, 413, 500, 503] {
            assert_eq!(read(status, None, None, NOW), (Verdict::Discarded(status), vec![]));
        }
    }

    #[test]
    fn retry_after_may_be_anything() {
        let limited = |value| read(429, value, None, NOW).1;
        assert_eq!(limited(None), all(60));
        assert_eq!(limited(Some("7")), all(7));
        assert_eq!(limited(Some("-1")), all(60));
        assert_eq!(limited(Some("soon")), all(60));
        assert_eq!(limited(Some("604800")), all(24 * 60 * 60));
        assert_eq!(limited(Some("100000000000000000000")), all(24 * 60 * 60));
        assert_eq!(limited(Some("NaN")), all(60));
        assert_eq!(limited(Some("Mon, 24 Nov 2025 16:00:09 GMT")), all(9));
        assert_eq!(limited(Some("Mon, 24 Nov 2014 16:00:00 GMT")), all(0));
    }

    #[test]
    fn quotas_name_their_categories() {
        let limits = read(429, Some("9"), Some("60:error;session:organization, 2700::key"), NOW).1;
        let expected =
            [("error", 60), ("session", 60), ("", 2700)].map(|(name, seconds)| (name.to_owned(), NOW + seconds * 1000));
        assert_eq!(limits, expected);
        assert_eq!(
            read(200, None, Some("5:session:x"), NOW),
            (Verdict::Sent, vec![("session".into(), NOW + 5_000)])
        );
        assert_eq!(read(200, None, Some("nonsense"), NOW).1, vec![]);
        let twice = read(
            429,
            None,
            Some("2700:error:organization, 60:error;transaction:key"),
            NOW,
        )
        .1;
        assert_eq!(twice, [("error".to_owned(), NOW + 2_700_000)]);
    }
}
