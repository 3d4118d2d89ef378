//! Sends envelopes to their servers, one at a time, and remembers the answers.

use super::client_report;
use super::http::Client;
use super::response::Verdict;
use super::state::{Backoff, Dropped, State};
use crate::model::dsn::Dsn;
use crate::storage::outbox::envelope::{Class, FileName};
use crate::storage::paths::Paths;
use crate::util::{clock, files, random};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

/// What the uploader did with an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sending {
    /// The server answered: accepted or discarded, the envelope is done with.
    Done,
    /// It stays in the outbox.
    Postponed,
}

/// What was done.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) sent: u64,
    pub(crate) discarded: u64,
    /// What the network or the server said against the rest, by DSN.
    pub(crate) failures: BTreeMap<String, String>,
    /// Telemetry was off, so that nothing was sent.
    pub(crate) off: bool,
}

/// Sends the envelopes of one drain of the outbox.
pub(super) struct Transport<'a> {
    paths: &'a Paths,
    deadline: Instant,
    client: Option<Client>,
    pub(super) state: State,
    /// The directory for the user to look at, where it can be had.
    pub(super) sent: Option<PathBuf>,
    backoff: Backoff,
    /// The destinations that accepted something.
    accepted_by: Vec<String>,
    pub(super) done: Done,
}

impl<'a> Transport<'a> {
    pub(super) fn new(paths: &'a Paths, deadline: Instant, backoff: Backoff) -> Self {
        // Where this cannot be made, what was sent is not kept: no reason not to send.
        let sent = paths.sent();
        Self {
            paths,
            deadline,
            client: None,
            state: State::load(&paths.state()),
            sent: files::directory(&sent).is_ok().then_some(sent),
            backoff,
            accepted_by: Vec::new(),
            done: Done::default(),
        }
    }

    /// Sends one envelope, unless its server must not be asked now.
    pub(super) fn send(&mut self, dsn: &Dsn, bytes: &[u8], name: &str, class: Class) -> Sending {
        let key = dsn.as_str();
        let now = clock::millis();
        if self.done.failures.contains_key(key) {
            return Sending::Postponed;
        }
        if let Some(until) = self.state.wait_until(key, class.category(), now, self.backoff) {
            let until = clock::rfc3339(until);
            // Under a name of its own: a limit is for one category, and says nothing of the others.
            let what = format!("{} {key}", class.category());
            self.done
                .failures
                .insert(what, format!("the server is not asked again before {until}"));
            return Sending::Postponed;
        }
        let Some(verdict) = self.post(dsn, bytes) else {
            return Sending::Postponed;
        };
        self.keep_copy(name, bytes);
        if verdict == Verdict::Sent {
            self.done.sent += 1;
            if !self.accepted_by.iter().any(|taker| taker == key) {
                self.accepted_by.push(key.to_owned());
            }
            return Sending::Done;
        }
        if let Verdict::Discarded(_) = verdict {
            self.state.dropped(key, "send_error", class.category(), 1);
        }
        self.done.discarded += 1;
        let why = describe(verdict);
        // As above, a name of its own: the server is still asked.
        self.done.failures.insert(format!("{why} {key}"), why);
        // The envelope is about to go, and with it all that could be counted.
        self.state.save(&self.paths.state());
        Sending::Done
    }

    /// So many found no room. Written at once, so that they stay counted whatever becomes of this
    /// process.
    pub(super) fn overflowed(&mut self, dsn: &str, class: Class, count: u64) {
        if count > 0 {
            self.state.dropped(dsn, "cache_overflow", class.category(), count);
            self.state.save(&self.paths.state());
        }
    }

    /// Posts, and remembers how it went. `None` where the server could not be reached.
    fn post(&mut self, dsn: &Dsn, bytes: &[u8]) -> Option<Verdict> {
        let key = dsn.as_str();
        let within = self.deadline.saturating_duration_since(Instant::now());
        let answer = self.client.get_or_insert_with(Client::new).post(dsn, bytes, within);
        let now = clock::millis();
        match answer {
            Ok((verdict, limits)) => {
                self.state.answered(key, limits);
                self.state.note(now, describe(verdict));
                Some(verdict)
            }
            Err(error) => {
                self.state.failed(key, now);
                self.state.note(now, error.clone());
                // Written at once: this process may be at its hard end before it comes to save.
                self.state.save(&self.paths.state());
                self.done.failures.insert(key.to_owned(), error);
                None
            }
        }
    }

    /// The client reports to send, to the servers that accepted something: one that refuses
    /// everything would refuse a report too.
    pub(super) fn unreported(&self) -> Vec<(String, Vec<Dropped>)> {
        let is_due = |dsn: &String| {
            let wait_until = self.state.wait_until(dsn, "internal", clock::millis(), self.backoff);
            wait_until.is_none() && self.accepted_by.contains(dsn)
        };
        self.state
            .unreported()
            .into_iter()
            .filter(|(dsn, _)| is_due(dsn))
            .collect()
    }

    /// Sends a client report.
    pub(super) fn report(&mut self, dsn: &str, dropped: &[Dropped]) {
        let (Ok(destination), Ok(id)) = (dsn.parse::<Dsn>(), random::uuid()) else {
            return;
        };
        let bytes = client_report::envelope(dsn, dropped);
        if let Some(verdict) = self.post(&destination, &bytes) {
            self.keep_copy(&FileName::new(Class::Message, id).to_string(), &bytes);
            if verdict == Verdict::Sent {
                self.state.reported(dsn);
                // Saved now, so that they are not reported twice.
                self.state.save(&self.paths.state());
            }
        }
    }

    /// For the user to read: all that left the machine, whatever the server said to it. That it
    /// cannot be kept is no reason to send it twice.
    fn keep_copy(&self, name: &str, bytes: &[u8]) {
        if let Some(sent) = &self.sent {
            let _ = files::write_whole(&sent.join(name), bytes);
        }
    }
}

pub(super) fn describe(verdict: Verdict) -> String {
    match verdict {
        Verdict::Sent => "sent".to_owned(),
        Verdict::Limited => "the server asked to wait".to_owned(),
        Verdict::Discarded(status) => format!("the server refused it with status {status}"),
    }
}
