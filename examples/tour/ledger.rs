//! What must arrive at the server, noted as it is done, and compared with what did.

use crate::Result;
use receiver::{Arrived, Received};
use serde_json::Value;
use std::collections::BTreeMap;

/// Facts of the runs so far, which the server must come to know.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    expected: Vec<Fact>,
}

/// One thing that happened: whose, in which release, what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fact {
    user: String,
    release: String,
    what: String,
}

impl Ledger {
    /// Notes a run with all that it must report.
    pub(crate) fn expect(&mut self, user: &str, release: &str, facts: &[&str]) {
        let fact = |what: &&str| Fact {
            user: user.to_owned(),
            release: release.to_owned(),
            what: (*what).to_owned(),
        };
        self.expected.extend(facts.iter().map(fact));
    }

    /// Whether everything expected has arrived.
    pub(crate) fn is_met(&self, received: &Received, users: &BTreeMap<String, String>) -> bool {
        difference(&self.expected, &facts(received, users)).is_empty()
    }

    /// That everything expected has arrived, once, and nothing else has, and that no rule was
    /// broken.
    pub(crate) fn audit(&self, received: &Received, users: &BTreeMap<String, String>) -> Result<()> {
        let arrived = facts(received, users);
        let mut complaints = Vec::new();
        for (what, list) in [
            ("did not arrive", difference(&self.expected, &arrived)),
            ("was not expected", difference(&arrived, &self.expected)),
        ] {
            complaints.extend(
                list.iter()
                    .map(|fact| format!("{what}: {}, {}: {}", fact.user, fact.release, fact.what)),
            );
        }
        complaints.extend(
            received
                .protocol_errors
                .iter()
                .map(|error| format!("protocol error: {error}")),
        );
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(complaints.join("\n  ").into())
        }
    }
}

/// What is in the first list and not, or not as often, in the second.
fn difference(first: &[Fact], second: &[Fact]) -> Vec<Fact> {
    let mut missing = first.to_vec();
    for fact in second {
        if let Some(position) = missing.iter().position(|other| other == fact) {
            missing.swap_remove(position);
        }
    }
    missing.sort();
    missing
}

fn facts(received: &Received, users: &BTreeMap<String, String>) -> Vec<Fact> {
    let name = |id: &Value| {
        let id = id.as_str().unwrap_or("nobody");
        users.get(id).map_or(id, String::as_str).to_owned()
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut facts = Vec::new();
    for event in received.events() {
        facts.push(Fact {
            user: name(&event["user"]["id"]),
            release: text(&event["release"]),
            what: describe(&event),
        });
    }
    for session in received.sessions() {
        // A session may be reported while the run is alive; its end counts.
        if session["status"] != "ok" {
            let what = format!("session {}, errors: {}", text(&session["status"]), session["errors"]);
            facts.push(Fact {
                user: name(&session["did"]),
                release: text(&session["attrs"]["release"]),
                what,
            });
        }
    }
    for report in received.client_reports() {
        facts.push(Fact {
            user: "somebody".to_owned(),
            release: String::new(),
            what: format!("dropped {}", report.json),
        });
    }
    facts
}

fn describe(event: &Arrived) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match event["exception"]["values"].as_array().and_then(|values| values.last()) {
        Some(exception) => format!(
            "{} in {}, {}",
            text(&exception["type"]),
            text(&event["tags"]["command"]),
            text(&event["level"])
        ),
        None if event["fingerprint"][0] == "telemetry.start" => "started".to_owned(),
        None => text(&event["message"]),
    }
}
