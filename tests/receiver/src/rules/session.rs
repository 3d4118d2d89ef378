//! Rules for session updates, each by itself and one after the other.

use super::values::{Time, check_age, check_environment, check_keys, check_release, is_hex_id};
use serde_json::Value;
use std::collections::HashMap;

/// The sessions heard of so far, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Sessions(HashMap<String, Seen>);

/// The last update of a session.
#[derive(Debug)]
struct Seen {
    update: Value,
    ended: bool,
}

/// What says which session it is, and so never changes within one.
const IDENTITY: [&str; 4] = ["/did", "/started", "/attrs/release", "/attrs/environment"];

const STATUSES: [&str; 4] = ["ok", "exited", "crashed", "abnormal"];

/// A session can be updated for so many seconds.
const LONGEST: f64 = 5.0 * 24.0 * 3600.0;

const FIELDS: [&str; 10] = [
    "sid",
    "did",
    "seq",
    "timestamp",
    "started",
    "init",
    "duration",
    "status",
    "errors",
    "attrs",
];

impl Sessions {
    pub(crate) fn check(&mut self, update: &Value, now: Time, accepted: bool, errors: &mut Vec<String>) {
        check_alone(update, now, errors);
        let id = update["sid"].as_str().unwrap_or_default().to_owned();
        match self.0.get(&id) {
            None if update["init"] != true => errors.push(format!("session {id} begins without init")),
            None => {}
            Some(seen) if seen.ended => errors.push(format!("session {id} goes on after its end")),
            Some(seen) => check_next(&id, &seen.update, update, errors),
        }
        if accepted {
            let ended = update["status"] != "ok";
            self.0.insert(
                id,
                Seen {
                    update: update.clone(),
                    ended,
                },
            );
        }
    }
}

fn check_next(id: &str, before: &Value, update: &Value, errors: &mut Vec<String>) {
    if update["init"] == true {
        errors.push(format!("session {id} begins twice"));
    }
    for pointer in IDENTITY
        .into_iter()
        .filter(|pointer| before.pointer(pointer) != update.pointer(pointer))
    {
        errors.push(format!("session {id} changes its {pointer}"));
    }
    if before["seq"].is_u64() && before["seq"].as_u64() >= update["seq"].as_u64() {
        errors.push(format!("session {id}: seq {} after {}", update["seq"], before["seq"]));
    }
}

fn check_alone(update: &Value, now: Time, errors: &mut Vec<String>) {
    check_keys("the session", update, &FIELDS, errors);
    check_keys(
        "the session's attrs",
        &update["attrs"],
        &["release", "environment"],
        errors,
    );
    check_release(&update["attrs"]["release"], errors);
    check_environment(&update["attrs"]["environment"], errors);
    if !is_uuid(&update["sid"]) {
        errors.push(format!("session id {}", update["sid"]));
    }
    if !update["did"].is_null() && !is_hex_id(&update["did"]) {
        errors.push(format!("the session's user {}", update["did"]));
    }
    let status = update["status"].as_str().unwrap_or_default();
    if !STATUSES.contains(&status) {
        errors.push(format!("session status {}", update["status"]));
    }
    match update["errors"].as_u64() {
        None => errors.push(format!("session errors {}", update["errors"])),
        Some(0) if status == "crashed" => errors.push("a crashed session without an error".to_owned()),
        Some(_) => {}
    }
    if !update["duration"].is_null() && update["duration"].as_f64().is_none_or(|seconds| seconds < 0.0) {
        errors.push(format!("session duration {}", update["duration"]));
    }
    check_times(update, now, errors);
}

fn check_times(update: &Value, now: Time, errors: &mut Vec<String>) {
    let timestamp = Time::of_text(&update["timestamp"]);
    check_age("the session's timestamp", timestamp, now, errors);
    match (Time::of_text(&update["started"]), timestamp) {
        (None, _) => errors.push(format!("the session's start {} is no time", update["started"])),
        (Some(started), Some(timestamp)) if started.seconds > timestamp.seconds => {
            errors.push("the session's update is from before its start".to_owned());
        }
        (Some(started), Some(timestamp)) if timestamp.seconds - started.seconds > LONGEST => {
            errors.push("the session is updated after more than five days".to_owned());
        }
        _ => {}
    }
}

/// With or without hyphens.
fn is_uuid(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| is_hex_id(&text.replace('-', "").into()))
}
