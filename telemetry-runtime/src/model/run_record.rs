//! The first line of a run journal: the data that is needed to report the run.

use crate::util::json::map;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The format of run journals. An older release does not touch journals of a newer format.
pub(crate) const FORMAT: u32 = 1;

/// All data that is needed to report the run, even if the program or its configuration changes
/// before then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) sid: Uuid,
    /// The user id; `None` if the user shares only crashes. Then there is no session.
    pub(crate) did: Option<Uuid>,
    pub(crate) release: String,
    pub(crate) environment: String,
    pub(crate) dist: Option<String>,
    /// The program's own tags.
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) dsn: Option<String>,
    /// Milliseconds since 1970.
    pub(crate) started: u64,
    pub(crate) process: u32,
}

impl Record {
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "format": FORMAT,
            "sid": self.sid.simple().to_string(),
            "did": self.did.map(|id| id.simple().to_string()),
            "release": self.release,
            "environment": self.environment,
            "dist": self.dist,
            "tags": self.tags,
            "dsn": self.dsn,
            "started": self.started,
            "process": self.process,
        })
    }

    /// `None` if a field is missing or invalid.
    pub(crate) fn from_json(json: &Map<String, Value>) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        // An optional field must be absent, null or valid.
        let perhaps = |name: &str| match json.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(value) => text(value).map(Some),
        };
        let id = |text: &str| Uuid::try_parse(text).ok();
        let mut tags = Vec::new();
        for (key, word) in json.get("tags")?.as_object()? {
            tags.push((key.clone(), text(word)?));
        }
        Some(Self {
            sid: id(json.get("sid")?.as_str()?)?,
            did: match perhaps("did")? {
                None => None,
                Some(did) => Some(id(&did)?),
            },
            release: text(json.get("release")?)?,
            environment: text(json.get("environment")?)?,
            dist: perhaps("dist")?,
            tags: map(tags),
            dsn: perhaps("dsn")?,
            started: json.get("started")?.as_u64()?,
            process: json.get("process")?.as_u64()?.try_into().ok()?,
        })
    }
}

#[cfg(test)]
impl Record {
    /// An example run for tests, which starts now.
    pub(crate) fn example() -> Self {
        Self {
            sid: Uuid::from_u128(1),
            did: Some(Uuid::from_u128(2)),
            release: "app@1.0.0".into(),
            environment: "production".into(),
            dist: None,
            tags: BTreeMap::new(),
            dsn: None,
            started: crate::util::clock::millis(),
            process: 0,
        }
    }
}
