//! What was received, kept whole.

use crate::envelope::Envelope;
use crate::listing;
use crate::wire;
use serde_json::Value;
use std::fmt;
use std::ops::Deref;
use std::time::SystemTime;

/// One request, kept whole.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// When it had been read.
    pub at: SystemTime,
    /// Which connection it came over, counted from 1.
    pub connection: usize,
    /// `POST`.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// All headers in their order.
    pub headers: Vec<(String, String)>,
    /// The body, as it was sent.
    pub body: Vec<u8>,
    /// The status that it was answered with, `None` if it was not.
    pub status: Option<u16>,
    /// The body as an envelope, if it is one.
    pub envelope: Option<Envelope>,
}

impl Delivery {
    /// The first header of this name; names are compared without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        wire::header(&self.headers, name)
    }

    /// Whether the sender was told that it arrived.
    pub fn accepted(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// An event, a session update or a client report, as JSON: `event["message"]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    /// The header of the envelope it came in.
    pub envelope: Value,
    /// The item itself.
    pub json: Value,
}

impl Deref for Arrived {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.json
    }
}

/// So many of something were lost, as a client report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discarded {
    /// `cache_overflow`
    pub reason: String,
    /// `error`
    pub category: String,
    /// How many.
    pub quantity: u64,
}

/// All that was received so far. It prints as a readable list.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// Every request, however it was answered.
    pub deliveries: Vec<Delivery>,
    /// How many connections were accepted.
    pub connections: usize,
    /// What a real server would have refused, dropped or changed, and what this project promises
    /// not to send.
    pub protocol_errors: Vec<String>,
}

impl Received {
    /// The envelopes that were accepted: answered with a 2xx status.
    pub fn envelopes(&self) -> Vec<Envelope> {
        self.accepted().cloned().collect()
    }

    /// The events of accepted envelopes.
    pub fn events(&self) -> Vec<Arrived> {
        self.items("event")
    }

    /// The session updates of accepted envelopes.
    pub fn sessions(&self) -> Vec<Arrived> {
        self.items("session")
    }

    /// The client reports of accepted envelopes.
    pub fn client_reports(&self) -> Vec<Arrived> {
        self.items("client_report")
    }

    /// What the client reports of accepted envelopes say was lost, line by line.
    ///
    /// # Panics
    /// If one of them is no such report.
    pub fn discarded(&self) -> Vec<Discarded> {
        let reports = self.client_reports();
        let lines = reports
            .iter()
            .flat_map(|report| report["discarded_events"].as_array().expect("a list"));
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        lines
            .map(|line| Discarded {
                reason: text(&line["reason"]),
                category: text(&line["category"]),
                quantity: line["quantity"].as_u64().expect("a number"),
            })
            .collect()
    }

    /// How many of a category that are.
    ///
    /// # Panics
    /// As [`Received::discarded`].
    pub fn discarded_of(&self, category: &str) -> u64 {
        let discarded = self.discarded();
        let of_category = discarded.iter().filter(|line| line.category == category);
        of_category.map(|line| line.quantity).sum()
    }

    /// How many that are in all.
    ///
    /// # Panics
    /// As [`Received::discarded`].
    pub fn count_of_discarded(&self) -> u64 {
        self.discarded().iter().map(|line| line.quantity).sum()
    }

    /// The errors, but for those that a sender cannot avoid which was killed between an answer and
    /// the removal of its file, or never got an answer: it sends the same once more.
    pub fn errors_but_for_repeats(&self) -> Vec<&String> {
        const REPEATS: [&str; 3] = ["arrived twice", "begins twice", "goes on after its end"];
        let is_repeat = |error: &&String| REPEATS.iter().any(|repeat| error.ends_with(repeat));
        self.protocol_errors.iter().filter(|error| !is_repeat(error)).collect()
    }

    fn accepted(&self) -> impl Iterator<Item = &Envelope> {
        self.deliveries
            .iter()
            .filter(|delivery| delivery.accepted())
            .filter_map(|delivery| delivery.envelope.as_ref())
    }

    fn items(&self, kind: &str) -> Vec<Arrived> {
        let items = self
            .accepted()
            .flat_map(|envelope| envelope.items_of(kind).map(move |item| (envelope, item)));
        items
            .map(|(envelope, item)| Arrived {
                envelope: envelope.header.clone(),
                json: item.json.clone(),
            })
            .collect()
    }
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        listing::list(self, f)
    }
}
