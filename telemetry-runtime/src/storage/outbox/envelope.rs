//! One envelope, as a value and as a file of the outbox.
//!
//! The file is what goes over the wire but for the time of sending, which only the uploader knows,
//! and times that are ahead of it. Its name says all that is needed to order and to bound the
//! outbox: `<format>-<milliseconds>-<class>-<id>.envelope`.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::future;
use crate::model::dsn::Dsn;
use crate::privacy::wire::Header;
use crate::util::clock;
use crate::util::json::{json_of, object};
use serde_json::{Map, Value, json};
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// The format of these files. An older release leaves the files of a newer one alone.
const FORMAT: u32 = 1;
/// An envelope has at most 200 kB. A much larger file is not ours.
pub(crate) const LARGEST_FILE: u64 = 1024 * 1024;
const SUFFIX: &str = ".envelope";

/// What kind of thing an envelope holds, from what is dropped first to what is kept longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Starts, commands, check-ins.
    Message,
    Session,
    Error,
    Crash,
}

impl Class {
    const LETTERS: [(Self, &'static str); 4] = [
        (Self::Message, "m"),
        (Self::Session, "s"),
        (Self::Error, "e"),
        (Self::Crash, "c"),
    ];

    /// The order in which retention drops envelopes.
    pub(crate) const FIRST_TO_GO: [Self; 4] = [Self::Message, Self::Session, Self::Error, Self::Crash];

    fn letter(self) -> &'static str {
        Self::LETTERS
            .iter()
            .find(|(class, _)| *class == self)
            .map_or("m", |(_, letter)| letter)
    }

    /// The server's word for it, in rate limits and client reports.
    pub(crate) fn category(self) -> &'static str {
        if self == Self::Session { "session" } else { "error" }
    }
}

/// An envelope with its one item.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) id: Uuid,
    pub(crate) class: Class,
    /// Where to, if anywhere. It is never sent elsewhere.
    pub(crate) dsn: Option<Dsn>,
    pub(crate) payload: Value,
}

impl Envelope {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let is_session = self.class == Class::Session;
        let header = Header {
            event_id: (!is_session).then(|| self.id.simple().to_string()),
            dsn: self.dsn.as_ref().map(|dsn| dsn.as_str().to_owned()),
            sent_at: None,
        };
        item(
            &json_of(&header),
            if is_session { "session" } else { "event" },
            &self.payload,
        )
    }
}

/// The bytes of an envelope with one item.
pub(crate) fn item(header: &Value, kind: &str, payload: &Value) -> Vec<u8> {
    let payload = payload.to_string();
    format!(
        "{}\n{}\n{payload}\n",
        header,
        json!({"type": kind, "length": payload.len()})
    )
    .into_bytes()
}

/// What the name of a file in the outbox says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileName {
    pub(crate) millis: u64,
    pub(crate) class: Class,
    id: Uuid,
}

/// Why a file name is not ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotOurs {
    /// A later release wrote it.
    Newer,
    /// We never write such a name.
    Foreign,
}

impl FileName {
    pub(crate) fn new(class: Class, id: Uuid) -> Self {
        // Later in this process is later in the order, also within a millisecond.
        static LAST: AtomicU64 = AtomicU64::new(0);
        let now = clock::millis();
        let last = LAST.fetch_max(now, Ordering::Relaxed);
        let millis = if now > last {
            now
        } else {
            LAST.fetch_add(1, Ordering::Relaxed) + 1
        };
        Self { millis, class, id }
    }

    /// The event's or session's id: 32 hex digits.
    pub(crate) fn id(&self) -> String {
        self.id.simple().to_string()
    }

    /// The name of an envelope that is derived from a run: the same each time.
    pub(crate) fn of_run(class: Class, id: Uuid, millis: u64) -> Self {
        Self { millis, class, id }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Thirteen digits last until the year 2286, and keep the names in the order of time.
        write!(
            f,
            "{FORMAT}-{:013}-{}-{}{SUFFIX}",
            self.millis,
            self.class.letter(),
            self.id.simple()
        )
    }
}

impl FromStr for FileName {
    type Err = NotOurs;

    fn from_str(name: &str) -> Result<Self, NotOurs> {
        let mut parts = name.strip_suffix(SUFFIX).ok_or(NotOurs::Foreign)?.split('-');
        let mut next = || parts.next().ok_or(NotOurs::Foreign);
        let format: u32 = next()?.parse().map_err(|_| NotOurs::Foreign)?;
        if format > FORMAT {
            return Err(NotOurs::Newer);
        }
        let millis = next()?.parse().map_err(|_| NotOurs::Foreign)?;
        let letter = next()?;
        let class = Class::LETTERS
            .iter()
            .find(|(_, known)| *known == letter)
            .ok_or(NotOurs::Foreign)?
            .0;
        let id = Uuid::try_parse(next()?).map_err(|_| NotOurs::Foreign)?;
        // A number and an id can be written in more ways than ours.
        Some(Self { millis, class, id })
            .filter(|parsed| parsed.to_string() == name)
            .ok_or(NotOurs::Foreign)
    }
}

/// A file of the outbox that was read and found whole.
#[derive(Debug)]
pub(crate) struct Queued {
    header: Map<String, Value>,
    /// As they are in the file.
    items: Vec<u8>,
    /// What each of them is, and what it says. Ours have one.
    read: Vec<(String, Value)>,
}

impl Queued {
    /// `None` where the bytes are no whole envelope.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (header, items) = split_line(bytes)?;
        let header = object(header)?;
        let mut read = Vec::new();
        let mut rest = items;
        while !rest.is_empty() {
            let (item, after) = split_line(rest)?;
            let item = object(item)?;
            let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
            let length = usize::try_from(item.get("length")?.as_u64()?).ok()?;
            let (payload, after) = after.split_at_checked(length)?;
            // All of it is read: what is skipped over, as a number of any size is, might hide whom
            // it is about.
            read.push((kind.to_owned(), Value::Object(object(payload)?)));
            rest = after.strip_prefix(b"\n")?;
        }
        (!items.is_empty()).then(|| Self {
            header,
            items: items.to_vec(),
            read,
        })
    }

    /// Where it goes: `Ok(None)` where it goes nowhere, `Err` where the destination is none.
    pub(crate) fn dsn(&self) -> Result<Option<Dsn>, ()> {
        match self.header.get("dsn") {
            None => Ok(None),
            Some(dsn) => dsn.as_str().and_then(|dsn| dsn.parse().ok()).map(Some).ok_or(()),
        }
    }

    /// What its items say.
    pub(crate) fn payloads(&self) -> impl Iterator<Item = &Value> {
        self.read.iter().map(|(_, says)| says)
    }

    /// Whether it says which user it is about.
    pub(crate) fn names_user(&self) -> bool {
        let names = |says: &Value| says.get("user").is_some() || says.get("did").is_some();
        self.payloads().any(names)
    }

    /// The bytes for the wire. The time of sending lets the server correct this machine's clock.
    pub(crate) fn to_wire(&self) -> Vec<u8> {
        let now = clock::millis();
        let mut header = self.header.clone();
        header.insert("sent_at".into(), json!(clock::rfc3339(now)));
        if let Some((kind, payload)) = self.brought_back(now) {
            return item(&Value::Object(header), &kind, &payload);
        }
        let mut bytes = format!("{}\n", Value::Object(header)).into_bytes();
        bytes.extend_from_slice(&self.items);
        bytes
    }

    /// Its item, if that is of the future.
    fn brought_back(&self, now: u64) -> Option<(String, Value)> {
        let [(kind, says)] = self.read.as_slice() else {
            return None;
        };
        let says = future::brought_back(kind, says.as_object()?, now)?;
        Some((kind.clone(), says))
    }
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((bytes.get(..end)?, bytes.get(end.checked_add(1)?..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        let dsn = "https://key@example.org/1".parse().unwrap();
        Envelope {
            id: crate::util::random::uuid().unwrap(),
            class: Class::Crash,
            dsn: Some(dsn),
            payload: json!({"level": "info"}),
        }
    }

    #[test]
    fn a_name_is_read_as_it_was_written() {
        let name = FileName::new(Class::Session, crate::util::random::uuid().unwrap());
        assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn names_of_others_are_told_apart() {
        let newer = "2-1764000000000-m-whatever.envelope";
        assert_eq!(newer.parse::<FileName>(), Err(NotOurs::Newer));
        for foreign in [
            "",
            "a.envelope",
            "1-1.envelope",
            "1-x-m-y.envelope",
            "notes.txt",
            "1-1-m-00.envelope.txt",
            "1-1-m-c9d0fb053cd54d0aa5e1c0d5a5d5d5d5.envelope",
            "1-+764000000000-m-c9d0fb053cd54d0aa5e1c0d5a5d5d5d5.envelope",
            "1-1764000000000-m-c9d0fb053cd54d0aa5e1c0d5a5d5d5d5-x.envelope",
            "0-1764000000000-m-c9d0fb053cd54d0aa5e1c0d5a5d5d5d5.envelope",
        ] {
            assert_eq!(foreign.parse::<FileName>(), Err(NotOurs::Foreign), "{foreign}");
        }
    }

    #[test]
    fn a_whole_envelope_is_read_and_gets_the_time_of_sending() {
        let envelope = envelope();
        let queued = Queued::parse(&envelope.to_bytes()).unwrap();
        assert_eq!(queued.dsn().unwrap(), envelope.dsn);
        let wire = String::from_utf8(queued.to_wire()).unwrap();
        let header: Value = serde_json::from_str(wire.lines().next().unwrap()).unwrap();
        assert!(header["sent_at"].as_str().unwrap().ends_with('Z'));
        assert!(
            String::from_utf8(envelope.to_bytes())
                .unwrap()
                .ends_with(wire.split_once('\n').unwrap().1)
        );
        sentry::Envelope::from_slice(wire.as_bytes()).unwrap();
    }

    #[test]
    fn nothing_hides_the_user() {
        let of = |payload: &str| format!("{{}}\n{{\"length\":{}}}\n{payload}\n", payload.len());
        let plain = Queued::parse(of("{\"user\":{}}").as_bytes()).unwrap();
        assert!(plain.names_user());
        for payload in [
            "{\"a\":1e999,\"user\":{}}",
            "{\"a\":\"\\ud800\",\"user\":{}}",
            "[{\"user\":{}}]",
        ] {
            assert!(Queued::parse(of(payload).as_bytes()).is_none(), "{payload}");
        }
    }

    #[test]
    fn a_torn_envelope_is_none() {
        let bytes = envelope().to_bytes();
        for length in 0..bytes.len() {
            assert!(Queued::parse(&bytes[..length]).is_none(), "{length} of {}", bytes.len());
        }
    }
}
