//! Rules for an event's own fields.

use super::event_parts::{check_contexts, check_exceptions, check_sdk};
use super::values::{Time, check_age, check_environment, check_keys, check_release, check_strings, is_hex_id};
use serde_json::Value;

/// All fields that are ever sent. Relay knows some more (`extra`, `breadcrumbs`, `request`, …) and
/// refuses all others.
const FIELDS: [&str; 17] = [
    "event_id",
    "timestamp",
    "level",
    "release",
    "environment",
    "dist",
    "user",
    "server_name",
    "platform",
    "contexts",
    "modules",
    "sdk",
    "tags",
    "fingerprint",
    "message",
    "logentry",
    "exception",
];

const LEVELS: [&str; 5] = ["debug", "info", "warning", "error", "fatal"];

pub(crate) fn check(event: &Value, now: Time, errors: &mut Vec<String>) {
    check_keys("the event", event, &FIELDS, errors);
    if !is_hex_id(&event["event_id"]) {
        errors.push(format!("event_id {}", event["event_id"]));
    }
    check_age("the event's timestamp", Time::of(&event["timestamp"]), now, errors);
    if !event["level"].as_str().is_some_and(|level| LEVELS.contains(&level)) {
        errors.push(format!("level {}", event["level"]));
    }
    if event["platform"] != "native" {
        errors.push(format!("platform {}", event["platform"]));
    }
    check_release(&event["release"], errors);
    check_environment(&event["environment"], errors);
    check_dist(&event["dist"], errors);
    if event["server_name"] != "none" {
        // A server that finds none fills in what it can guess.
        errors.push(format!("server_name {}", event["server_name"]));
    }
    check_user(&event["user"], errors);
    check_fingerprint(&event["fingerprint"], errors);
    check_strings("modules", &event["modules"], errors);
    check_strings("tags", &event["tags"], errors);
    check_message(event, errors);
    check_contexts(&event["contexts"], errors);
    check_sdk(&event["sdk"], errors);
    check_exceptions(&event["exception"], errors);
}

fn check_dist(dist: &Value, errors: &mut Vec<String>) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let valid = |dist: &str| !dist.is_empty() && dist.chars().all(allowed);
    if !dist.is_null() && !dist.as_str().is_some_and(valid) {
        errors.push(format!("dist {dist}"));
    }
}

/// A user is a random number and nothing else. With `collect: crashes` there is none.
fn check_user(user: &Value, errors: &mut Vec<String>) {
    if user.is_null() {
        return;
    }
    check_keys("the user", user, &["id"], errors);
    if !is_hex_id(&user["id"]) {
        errors.push(format!("user id {}", user["id"]));
    }
}

fn check_fingerprint(fingerprint: &Value, errors: &mut Vec<String>) {
    let strings = |list: &Vec<Value>| list.iter().all(Value::is_string);
    if !fingerprint.is_null() && !fingerprint.as_array().is_some_and(strings) {
        errors.push(format!("fingerprint {fingerprint}"));
    }
}

fn check_message(event: &Value, errors: &mut Vec<String>) {
    for message in [&event["message"], &event["logentry"]] {
        let longest = 8192;
        let text = message
            .as_str()
            .or_else(|| message["formatted"].as_str())
            .or_else(|| message["message"].as_str());
        if !message.is_null() && text.is_none_or(|text| text.len() > longest) {
            errors.push(format!("message {message}"));
        }
    }
}
