//! Helpers for JSON objects.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// These entries, put in one by one. `collect` sorts them first, which is code of its own for each
/// kind of value and of source, in the user's program.
pub(crate) fn map<V>(entries: impl IntoIterator<Item = (String, V)>) -> BTreeMap<String, V> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// The object that these bytes are. Read as any value, like all else: reading is code of its own
/// for each type that is read.
pub(crate) fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    match serde_json::from_slice(bytes).ok()? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// A value of the protocol's as JSON. By way of its text: to make values of all its types directly
/// takes more code.
pub(crate) fn json_of(value: &impl serde::Serialize) -> Value {
    let text = serde_json::to_vec(value).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}
