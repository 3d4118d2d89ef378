//! What one uploader leaves for the next: when to try a server again, and what was dropped. Only
//! the holder of the lock writes it.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::response::{ALL, Limits};
use crate::util::clock;
use crate::util::files;
use crate::util::json::map;
use serde_json::{Value, json};
use std::path::Path;

const FORMAT: u64 = 1;
const LARGEST: u64 = 256 * 1024;
/// After the first failure to reach a server, in milliseconds; doubled by each further one, up to a
/// day.
const FIRST_WAIT: u64 = 30_000;

/// All that is remembered.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// A later release wrote it.
    is_newer: bool,
    /// By DSN. They are few, and a map is code of its own for each kind of value.
    destinations: Vec<(String, Destination)>,
    pub(crate) last: Option<LastDelivery>,
    changed: bool,
    /// What is there could not be read.
    unread: bool,
}

/// Whether to wait before a server is tried again that could not be reached. A server's own rate
/// limits are always obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backoff {
    Obey,
    /// The user asks for delivery and waits for it.
    Ignore,
}

/// What is known of one server.
#[derive(Debug, Default)]
struct Destination {
    /// Milliseconds since 1970, as all times here.
    retry_at: u64,
    failures: u64,
    limits: Limits,
    /// For the next client report.
    dropped: Vec<Dropped>,
}

/// How much was dropped, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dropped {
    pub(crate) reason: String,
    pub(crate) category: String,
    pub(crate) quantity: u64,
}

/// The last attempt to send something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LastDelivery {
    pub(crate) at: u64,
    pub(crate) result: String,
}

impl State {
    /// Reads the state. Of what cannot be read, the worst that follows is one attempt too early.
    pub(crate) fn load(path: &Path) -> Self {
        match files::read(path, LARGEST) {
            Ok(bytes) => Self::parse(&bytes),
            Err(error) => Self {
                unread: !files::is_none_of_ours(&error),
                ..Self::default()
            },
        }
    }

    fn parse(bytes: &[u8]) -> Self {
        serde_json::from_slice::<Value>(bytes).map_or_else(|_| Self::default(), |json| Self::from_json(&json))
    }

    /// Writes the state if anything changed, unless a later release wrote what is there, or it
    /// cannot be read.
    pub(crate) fn save(&mut self, path: &Path) {
        if self.unread && self.changed {
            self.add(Self::load(path));
        }
        if self.unread || !self.changed || self.is_newer {
            return;
        }
        // That the state cannot be written must not stop the sending: then the file system is full
        // or gone, and the next write tells.
        if files::write_whole(path, format!("{:#}\n", self.to_json()).as_bytes()).is_ok() {
            self.changed = false;
        }
    }

    /// Adds what could not be read before: counts of dropped events, and rate limits.
    fn add(&mut self, known: Self) {
        self.unread = known.unread;
        self.is_newer = known.is_newer;
        for (dsn, known) in known.destinations {
            let destination = self.of(&dsn);
            for (category, until) in known.limits {
                if !destination.limits.iter().any(|(later, _)| *later == category) {
                    destination.limits.push((category, until));
                }
            }
            for dropped in known.dropped {
                destination.add_dropped(&dropped.reason, &dropped.category, dropped.quantity);
            }
        }
    }

    fn to_json(&self) -> Value {
        let destinations = self.destinations.iter();
        json!({
            "format": FORMAT,
            "destinations": map(destinations.map(|(dsn, destination)| (dsn.clone(), destination.to_json()))),
            "last": self.last.as_ref().map(|last| json!({"at": last.at, "result": last.result})),
        })
    }

    fn from_json(json: &Value) -> Self {
        let destinations = json.get("destinations").and_then(Value::as_object);
        let read = |(dsn, json): (&String, &Value)| (dsn.clone(), Destination::from_json(json));
        let last = |last: &Value| {
            Some(LastDelivery {
                at: number(last, "at")?,
                result: text(last, "result")?,
            })
        };
        Self {
            is_newer: number(json, "format").is_some_and(|format| format > FORMAT),
            destinations: destinations.into_iter().flatten().map(read).collect(),
            last: json.get("last").and_then(last),
            changed: false,
            unread: false,
        }
    }

    #[expect(clippy::indexing_slicing, reason = "it was found there, or is put there")]
    fn of(&mut self, dsn: &str) -> &mut Destination {
        self.changed = true;
        let known = self.destinations.iter().position(|(known, _)| known == dsn);
        let place = known.unwrap_or(self.destinations.len());
        if known.is_none() {
            self.destinations.push((dsn.to_owned(), Destination::default()));
        }
        &mut self.destinations[place].1
    }

    fn get(&self, dsn: &str) -> Option<&Destination> {
        let mut destinations = self.destinations.iter();
        destinations.find(|(known, _)| known == dsn).map(|(_, known)| known)
    }

    /// The time before which nothing of this category is sent there, if that is in the future.
    pub(crate) fn wait_until(&self, dsn: &str, category: &str, now: u64, backoff: Backoff) -> Option<u64> {
        let destination = self.get(dsn)?;
        let limits = [ALL, category].into_iter().filter_map(|category| {
            destination
                .limits
                .iter()
                .find(|(known, _)| known == category)
                .map(|(_, until)| *until)
        });
        // A time further ahead than we ever set was set under another clock.
        let real = |at: &u64| *at > now && at.saturating_sub(now) <= clock::as_millis(clock::DAY);
        let retry_at = (backoff == Backoff::Obey).then_some(destination.retry_at);
        limits.chain(retry_at).filter(real).max()
    }

    /// The server answered: it can be reached, and these are its limits.
    pub(crate) fn answered(&mut self, dsn: &str, limits: Limits) {
        let unchanged = self.get(dsn).is_none_or(|known| known.failures == 0) && limits.is_empty();
        if unchanged {
            return;
        }
        let destination = self.of(dsn);
        destination.failures = 0;
        destination.retry_at = 0;
        for (category, until) in limits {
            destination.limits.retain(|(known, _)| *known != category);
            destination.limits.push((category, until));
        }
    }

    /// The server could not be reached.
    pub(crate) fn failed(&mut self, dsn: &str, now: u64) {
        let destination = self.of(dsn);
        let wait = FIRST_WAIT
            .checked_shl(u32::try_from(destination.failures).unwrap_or(u32::MAX).min(32))
            .unwrap_or(u64::MAX);
        destination.failures = destination.failures.saturating_add(1);
        destination.retry_at = now.saturating_add(wait.min(clock::as_millis(clock::DAY)));
    }

    /// Counts dropped envelopes or sessions for the next client report.
    pub(crate) fn dropped(&mut self, dsn: &str, reason: &str, category: &str, quantity: u64) {
        self.of(dsn).add_dropped(reason, category, quantity);
    }

    /// What was dropped for each destination and not reported to it yet.
    pub(crate) fn unreported(&self) -> Vec<(String, Vec<Dropped>)> {
        let unreported = self
            .destinations
            .iter()
            .filter(|(_, destination)| !destination.dropped.is_empty());
        unreported
            .map(|(dsn, destination)| (dsn.clone(), destination.dropped.clone()))
            .collect()
    }

    /// A report arrived.
    pub(crate) fn reported(&mut self, dsn: &str) {
        self.of(dsn).dropped.clear();
    }

    /// Notes how the last attempt went.
    pub(crate) fn note(&mut self, at: u64, result: String) {
        self.changed = true;
        self.last = Some(LastDelivery { at, result });
    }
}

impl Destination {
    fn add_dropped(&mut self, reason: &str, category: &str, quantity: u64) {
        let known = self
            .dropped
            .iter_mut()
            .find(|dropped| dropped.reason == reason && dropped.category == category);
        match known {
            Some(known) => known.quantity = known.quantity.saturating_add(quantity),
            None => self.dropped.push(Dropped {
                reason: reason.to_owned(),
                category: category.to_owned(),
                quantity,
            }),
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "retry_at": self.retry_at,
            "failures": self.failures,
            "limits": map(self.limits.iter().map(|(category, until)| (category.clone(), json!(until)))),
            "dropped": self.dropped.iter().map(Dropped::to_json).collect::<Value>(),
        })
    }

    fn from_json(json: &Value) -> Self {
        let limits = json.get("limits").and_then(Value::as_object);
        let limits = limits.into_iter().flatten();
        let dropped = json.get("dropped").and_then(Value::as_array);
        Self {
            retry_at: number(json, "retry_at").unwrap_or(0),
            failures: number(json, "failures").unwrap_or(0),
            limits: limits
                .filter_map(|(category, until)| Some((category.clone(), until.as_u64()?)))
                .collect(),
            dropped: dropped.into_iter().flatten().filter_map(Dropped::from_json).collect(),
        }
    }
}

impl Dropped {
    /// As a client report says it.
    pub(crate) fn to_json(&self) -> Value {
        json!({"reason": self.reason, "category": self.category, "quantity": self.quantity})
    }

    fn from_json(json: &Value) -> Option<Self> {
        Some(Self {
            reason: text(json, "reason")?,
            category: text(json, "category")?,
            quantity: number(json, "quantity")?,
        })
    }
}

fn number(json: &Value, name: &str) -> Option<u64> {
    json.get(name)?.as_u64()
}

fn text(json: &Value, name: &str) -> Option<String> {
    json.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_764_000_000_000;
    const HOUR: u64 = 3_600_000;

    #[test]
    fn failures_wait_longer_each_time_up_to_a_day() {
        let mut state = State::default();
        assert_eq!(state.wait_until("x", "error", NOW, Backoff::Obey), None);
        state.failed("x", NOW);
        assert_eq!(state.wait_until("x", "error", NOW, Backoff::Obey), Some(NOW + 30_000));
        state.failed("x", NOW);
        assert_eq!(state.wait_until("x", "session", NOW, Backoff::Obey), Some(NOW + 60_000));
        for _ in 0..100 {
            state.failed("x", NOW);
        }
        assert_eq!(
            state.wait_until("x", "error", NOW, Backoff::Obey),
            Some(NOW + 24 * HOUR)
        );
        assert_eq!(state.wait_until("y", "error", NOW, Backoff::Obey), None);
        assert_eq!(
            state.wait_until("x", "error", NOW, Backoff::Ignore),
            None,
            "who insists does not wait"
        );
        state.answered("x", Limits::new());
        assert_eq!(state.wait_until("x", "error", NOW, Backoff::Obey), None);
    }

    #[test]
    fn limits_hold_for_their_category() {
        let mut state = State::default();
        state.answered("x", vec![("error".into(), NOW + 9_000)]);
        assert_eq!(state.wait_until("x", "error", NOW, Backoff::Obey), Some(NOW + 9_000));
        assert_eq!(state.wait_until("x", "session", NOW, Backoff::Obey), None);
        state.answered("x", vec![(ALL.into(), NOW + 5_000)]);
        assert_eq!(state.wait_until("x", "session", NOW, Backoff::Obey), Some(NOW + 5_000));
        assert_eq!(state.wait_until("x", "session", NOW + 5_000, Backoff::Obey), None);
    }

    #[test]
    fn a_time_from_another_clock_is_ignored() {
        let mut state = State::default();
        state.failed("x", NOW + 25 * HOUR);
        assert_eq!(state.wait_until("x", "error", NOW, Backoff::Obey), None);
    }

    #[test]
    fn it_survives_the_disk_and_leaves_a_newer_format_alone() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("state.json");
        let mut state = State::load(&path);
        state.dropped("x", "cache_overflow", "error", 1);
        state.dropped("x", "cache_overflow", "error", 1);
        state.save(&path);
        let mut state = State::load(&path);
        let unreported = state.unreported();
        assert_eq!(unreported[0].1[0].quantity, 2);
        state.reported("x");
        assert!(state.unreported().is_empty());
        let newer = "{\"format\": 2, \"destinations\": {}, \"more\": 1}";
        std::fs::write(&path, newer).unwrap();
        let mut state = State::load(&path);
        state.failed("x", NOW);
        state.save(&path);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    }

    #[test]
    fn what_could_not_be_read_is_not_forgotten() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("state.json");
        let mut before = State::default();
        before.dropped("x", "cache_overflow", "error", 1);
        before.answered("x", vec![("error".into(), NOW)]);
        before.save(&path);
        let mut state = State {
            unread: true,
            ..State::default()
        };
        state.dropped("x", "cache_overflow", "error", 1);
        state.dropped("y", "send_error", "session", 1);
        state.save(&path);
        let state = State::load(&path);
        let quantities: Vec<u64> = state
            .unreported()
            .iter()
            .map(|(_, dropped)| dropped[0].quantity)
            .collect();
        assert_eq!(quantities, [2, 1]);
        assert_eq!(state.wait_until("x", "error", NOW - 1, Backoff::Obey), Some(NOW));
        assert!(!State::load(&scratch.path().join("none")).unread);
    }
}
