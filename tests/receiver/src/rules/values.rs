//! The values that several kinds of items share: times, ids, releases, environments.

use serde_json::Value;
use std::time::{SystemTime, UNIX_EPOCH};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment, in seconds since the beginning of 1970.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Time {
    pub(crate) seconds: f64,
}

impl From<SystemTime> for Time {
    fn from(time: SystemTime) -> Self {
        Self {
            seconds: time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64(),
        }
    }
}

impl Time {
    /// An RFC 3339 text.
    pub(crate) fn of_text(value: &Value) -> Option<Self> {
        let time = OffsetDateTime::parse(value.as_str()?, &Rfc3339).ok()?;
        // Microseconds of the present fit a double; what is lost below them does not matter here.
        #[expect(clippy::cast_precision_loss)]
        Some(Self {
            seconds: time.unix_timestamp_nanos() as f64 / 1e9,
        })
    }

    /// An RFC 3339 text, or a number of seconds: both are allowed in an event.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        value
            .as_f64()
            .map(|seconds| Self { seconds })
            .or_else(|| Self::of_text(value))
    }
}

/// Relay drops events that are older, and corrects or drops those further ahead.
const OLDEST: f64 = 30.0 * 24.0 * 3600.0;
const MOST_AHEAD: f64 = 60.0;

/// Whether a server takes an item of this time.
pub(crate) fn check_age(what: &str, time: Option<Time>, now: Time, errors: &mut Vec<String>) {
    match time.map(|time| now.seconds - time.seconds) {
        None => errors.push(format!("{what} is no time")),
        Some(age) if age > OLDEST => errors.push(format!("{what} is more than 30 days old")),
        Some(age) if age < -MOST_AHEAD => errors.push(format!("{what} is more than a minute ahead")),
        Some(_) => {}
    }
}

/// Relay's rules for releases.
pub(crate) fn check_release(value: &Value, errors: &mut Vec<String>) {
    let valid = |release: &str| {
        let restricted = matches!(release, "" | "." | "..") || release.eq_ignore_ascii_case("latest");
        release.len() <= 200 && !restricted && no_separators(release)
    };
    if !value.as_str().is_some_and(valid) {
        errors.push(format!("release {value}"));
    }
}

/// Relay's rules for environments.
pub(crate) fn check_environment(value: &Value, errors: &mut Vec<String>) {
    let valid = |environment: &str| {
        let restricted = matches!(environment, "" | "." | "..") || environment.eq_ignore_ascii_case("none");
        environment.len() <= 64 && !restricted && no_separators(environment)
    };
    if !value.as_str().is_some_and(valid) {
        errors.push(format!("environment {value}"));
    }
}

/// 32 lower-case hexadecimal digits, not all zero.
pub(crate) fn is_hex_id(value: &Value) -> bool {
    let hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    value
        .as_str()
        .is_some_and(|text| text.len() == 32 && hex(text) && text.bytes().any(|byte| byte != b'0'))
}

/// An object whose keys are all among these; every other key is an error.
pub(crate) fn check_keys(what: &str, value: &Value, allowed: &[&str], errors: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        errors.push(format!("{what} is no object"));
        return;
    };
    for key in object.keys().filter(|key| !allowed.contains(&key.as_str())) {
        errors.push(format!("{what} has `{key}`, which is not on the list of what is sent"));
    }
}

/// An object of strings, or nothing.
pub(crate) fn check_strings(what: &str, value: &Value, errors: &mut Vec<String>) {
    let strings = |object: &serde_json::Map<String, Value>| object.values().all(Value::is_string);
    if !value.is_null() && !value.as_object().is_some_and(strings) {
        errors.push(format!("{what} is no object of strings: {value}"));
    }
}

fn no_separators(text: &str) -> bool {
    !text.contains(['/', '\\', '\r', '\n', '\t', '\x0c'])
}
