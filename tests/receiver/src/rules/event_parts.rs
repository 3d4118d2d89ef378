//! Rules for an event's larger parts: contexts, exceptions with their frames, the sender's name.

use super::values::check_keys;
use serde_json::Value;

/// The contexts that are sent, and what may be in them.
const CONTEXTS: [(&str, &[&str]); 4] = [
    ("runtime", &["type", "name", "version"]),
    ("os", &["type", "name", "version"]),
    ("device", &["type", "arch"]),
    ("app", &["type", "app_name", "app_version"]),
];

const FRAME: [&str; 9] = [
    "function",
    "module",
    "filename",
    "lineno",
    "colno",
    "in_app",
    "pre_context",
    "context_line",
    "post_context",
];

const MOST_FRAMES: usize = 250;

pub(crate) fn check_contexts(contexts: &Value, errors: &mut Vec<String>) {
    check_keys("contexts", contexts, &CONTEXTS.map(|(name, _)| name), errors);
    for (name, keys) in CONTEXTS {
        if !contexts[name].is_null() {
            check_keys(&format!("the context {name}"), &contexts[name], keys, errors);
        }
    }
}

pub(crate) fn check_sdk(sdk: &Value, errors: &mut Vec<String>) {
    if !sdk["name"].is_string() || !sdk["version"].is_string() {
        errors.push(format!("sdk {sdk} has no name or version"));
    }
    // Sentry's way to be told not to store the address that a payload came from.
    if sdk["settings"]["infer_ip"] != "never" {
        errors.push(format!(
            "the sdk's settings {} let the server keep the IP address",
            sdk["settings"]
        ));
    }
}

pub(crate) fn check_exceptions(exception: &Value, errors: &mut Vec<String>) {
    if exception.is_null() {
        return;
    }
    let Some(values) = exception["values"].as_array().filter(|values| !values.is_empty()) else {
        errors.push(format!("exception {exception} has no values"));
        return;
    };
    for value in values {
        check_keys(
            "an exception",
            value,
            &["type", "value", "module", "mechanism", "stacktrace"],
            errors,
        );
        if !value["type"].is_string() {
            errors.push(format!("exception type {}", value["type"]));
        }
        if !value["stacktrace"].is_null() {
            check_frames(&value["stacktrace"]["frames"], errors);
        }
    }
}

fn check_frames(frames: &Value, errors: &mut Vec<String>) {
    let Some(frames) = frames
        .as_array()
        .filter(|frames| (1..=MOST_FRAMES).contains(&frames.len()))
    else {
        errors.push("a stack trace without frames, or with too many".to_owned());
        return;
    };
    for frame in frames {
        check_keys("a frame", frame, &FRAME, errors);
        for number in [&frame["lineno"], &frame["colno"]] {
            if !number.is_null() && !number.is_u64() {
                errors.push(format!("a frame's line or column {number}"));
            }
        }
        let file = frame["filename"].as_str().unwrap_or_default();
        if file.starts_with(['/', '\\']) || file.as_bytes().get(1) == Some(&b':') {
            errors.push(format!("a frame's absolute path {file}"));
        }
    }
}
