//! What a real server would refuse, drop or change without a word, and what this project promises
//! about its payloads.
//!
//! The first come from the sources of Relay, the service that normalises events in front of Sentry;
//! the second from the project's own list of what is sent.

mod client_report;
mod event;
mod event_parts;
mod session;
mod values;

use crate::envelope::Envelope;
use std::collections::HashSet;
use std::time::SystemTime;
use values::Time;

/// The rules, and what they must remember from one envelope to the next.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    events: HashSet<String>,
    sessions: session::Sessions,
}

impl Rules {
    /// Every rule that the envelope breaks. Only accepted ones are remembered: a client sends what
    /// was not once more.
    pub(crate) fn check(&mut self, envelope: &Envelope, accepted: bool, dsn: &str, now: SystemTime) -> Vec<String> {
        let mut errors = Vec::new();
        let now = Time::from(now);
        check_header(envelope, dsn, now, &mut errors);
        for item in &envelope.items {
            match item.kind() {
                "event" => {
                    event::check(&item.json, now, &mut errors);
                    let id = item.json["event_id"].as_str().unwrap_or_default();
                    if accepted && !self.events.insert(id.to_owned()) {
                        errors.push(format!("event {id} arrived twice"));
                    }
                }
                "session" => self.sessions.check(&item.json, now, accepted, &mut errors),
                "client_report" => client_report::check(&item.json, now, &mut errors),
                kind => errors.push(format!("an item of type `{kind}`, which is not sent")),
            }
        }
        errors
    }
}

/// A client's clock and the moment of sending may differ by so many seconds.
const SENT_JUST_NOW: f64 = 60.0;

fn check_header(envelope: &Envelope, dsn: &str, now: Time, errors: &mut Vec<String>) {
    let header = &envelope.header;
    match Time::of_text(&header["sent_at"]) {
        Some(sent) if (now.seconds - sent.seconds).abs() <= SENT_JUST_NOW => {}
        Some(_) => errors.push(format!("sent_at {} is not when it was sent", header["sent_at"])),
        None => errors.push(format!("sent_at {} is no RFC 3339 time", header["sent_at"])),
    }
    if !header["dsn"].is_null() && header["dsn"] != dsn {
        errors.push(format!("meant for another server: {}", header["dsn"]));
    }
    let events: Vec<_> = envelope.items_of("event").collect();
    match events.as_slice() {
        [] => {}
        [event] if header["event_id"] == event.json["event_id"] => {}
        [_] => errors.push(format!(
            "the envelope's event_id {} is not its event's",
            header["event_id"]
        )),
        more => errors.push(format!("{} events in one envelope", more.len())),
    }
    if envelope.items.is_empty() {
        errors.push("an empty envelope".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::time::{Duration, UNIX_EPOCH};

    const DSN: &str = "http://key@127.0.0.1:1/1";
    const NOW: u64 = 1_800_000_000;

    fn event() -> Value {
        let frames =
            json!([{"function": "main", "module": "app", "filename": "src/main.rs", "lineno": 3, "in_app": true}]);
        json!({
            "event_id": "0123456789abcdef0123456789abcdef",
            "timestamp": NOW, "level": "info", "platform": "native", "server_name": "none",
            "release": "app@1.2.3", "environment": "production",
            "user": {"id": "123456789abc4def8123456789abcdef"},
            "fingerprint": ["telemetry.start"], "tags": {"command": "evaluate"}, "modules": {"clap": "4.5.0"},
            "contexts": {"os": {"type": "os", "name": "Linux", "version": "6.1"}},
            "sdk": {"name": "opt-in-telemetry", "version": "0.1.0", "settings": {"infer_ip": "never"}},
            "exception": {"values": [{"type": "panic", "value": "oh", "mechanism": {"type": "panic", "handled": false},
                "stacktrace": {"frames": frames}}]},
        })
    }

    fn session() -> Value {
        json!({
            "sid": "01234567-89ab-4def-8123-456789abcdef", "did": "123456789abc4def8123456789abcdef", "seq": 1,
            "init": true, "status": "ok", "errors": 0,
            "started": "2027-01-15T07:59:50.25Z", "timestamp": "2027-01-15T08:00:00Z",
            "attrs": {"release": "app@1.2.3", "environment": "production"},
        })
    }

    fn envelope(items: &[(&str, &Value)]) -> Envelope {
        let mut header = json!({"sent_at": "2027-01-15T08:00:00Z", "dsn": DSN});
        if let Some((_, event)) = items.iter().find(|(kind, _)| *kind == "event") {
            header["event_id"] = event["event_id"].clone();
        }
        let items = items
            .iter()
            .map(|(kind, payload)| format!("{{\"type\":\"{kind}\"}}\n{payload}\n"));
        Envelope::parse(format!("{header}\n{}", items.collect::<String>()).as_bytes()).unwrap()
    }

    fn check(rules: &mut Rules, envelope: &Envelope) -> Vec<String> {
        rules.check(envelope, true, DSN, UNIX_EPOCH + Duration::from_secs(NOW))
    }

    /// The one error that a change to a good payload causes.
    #[track_caller]
    fn error(kind: &str, mut payload: Value, pointer: &str, value: Value) -> String {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        payload.pointer_mut(parent).unwrap()[key] = value;
        let mut errors = check(&mut Rules::default(), &envelope(&[(kind, &payload)]));
        assert_eq!(errors.len(), 1, "{pointer}: {errors:?}");
        errors.remove(0)
    }

    #[test]
    fn good_payloads_break_no_rule() {
        let report = json!({"timestamp": NOW, "discarded_events": [
            {"reason": "cache_overflow", "category": "error", "quantity": 2}]});
        let items = [("event", &event()), ("session", &session()), ("client_report", &report)];
        assert_eq!(check(&mut Rules::default(), &envelope(&items)), Vec::<String>::new());
    }

    #[test]
    fn each_bad_field_of_an_event_is_one_error() {
        for (pointer, value) in [
            ("/colour", json!("red")),
            ("/extra", json!({"a": 1})),
            ("/breadcrumbs", json!([])),
            ("/level", json!("loud")),
            ("/platform", json!("rust")),
            ("/timestamp", json!(NOW - 31 * 24 * 3600)),
            ("/timestamp", json!(NOW + 90)),
            ("/timestamp", json!("yesterday")),
            ("/timestamp", Value::Null),
            ("/release", json!("a/b@1")),
            ("/release", json!("a\\b@1")),
            ("/release", json!("latest")),
            ("/release", Value::Null),
            ("/environment", json!("None")),
            ("/dist", json!("a b")),
            ("/server_name", json!("mycomputer")),
            ("/server_name", Value::Null),
            ("/user/id", json!("me")),
            ("/user/email", json!("me@example.com")),
            ("/fingerprint", json!("one")),
            ("/tags/command", json!(1)),
            ("/modules", json!(["clap"])),
            ("/message", json!({"formatted": 1})),
            ("/contexts/os/kernel_version", json!("6.1 #1 SMP me@host")),
            ("/contexts/trace", json!({"trace_id": "1"})),
            ("/sdk/settings/infer_ip", json!("auto")),
            ("/exception/values", json!({})),
            ("/exception/values/0/stacktrace/frames/0/vars", json!({"x": "1"})),
            (
                "/exception/values/0/stacktrace/frames/0/filename",
                json!("/home/me/src/main.rs"),
            ),
            (
                "/exception/values/0/stacktrace/frames/0/filename",
                json!("C:\\src\\main.rs"),
            ),
            ("/exception/values/0/stacktrace/frames/0/lineno", json!("3")),
        ] {
            error("event", event(), pointer, value);
        }
        assert!(error("event", event(), "/event_id", json!("0123456789ABCDEF0123456789ABCDEF")).contains("event_id"));
    }

    #[test]
    fn each_bad_field_of_a_session_is_one_error() {
        for (pointer, value) in [
            ("/sid", json!("1")),
            ("/did", json!("me")),
            ("/init", json!(false)),
            ("/status", json!("fine")),
            ("/status", json!("crashed")), // without an error
            ("/errors", json!(-1)),
            ("/duration", json!(-1.0)),
            ("/started", json!(NOW)),
            ("/started", json!("2027-01-15T08:00:01Z")),   // after the update
            ("/started", json!("2027-01-09T08:00:00Z")),   // more than five days before it
            ("/timestamp", json!("2027-01-15T08:02:00Z")), // ahead
            ("/attrs/release", json!("a/b")),
            ("/attrs/environment", json!("none")),
            ("/attrs/ip_address", json!("127.0.0.1")),
        ] {
            error("session", session(), pointer, value);
        }
    }

    #[test]
    fn a_session_stays_itself_and_ends_once() {
        let update = |change: &dyn Fn(&mut Value)| {
            let mut second = session();
            second["seq"] = json!(2);
            second.as_object_mut().unwrap().remove("init");
            change(&mut second);
            let mut rules = Rules::default();
            assert_eq!(
                check(&mut rules, &envelope(&[("session", &session())])),
                Vec::<String>::new()
            );
            check(&mut rules, &envelope(&[("session", &second)]))
        };
        assert_eq!(update(&|_| ()), Vec::<String>::new());
        for (pointer, value) in [
            ("/init", json!(true)),
            ("/seq", json!(1)),
            ("/did", Value::Null),
            ("/started", json!("2027-01-15T07:59:51Z")),
            ("/attrs/release", json!("app@2.0.0")),
            ("/attrs/environment", json!("development")),
        ] {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let errors = update(&|second| second.pointer_mut(parent).unwrap()[key] = value.clone());
            assert_eq!(errors.len(), 1, "{pointer}: {errors:?}");
        }

        let mut rules = Rules::default();
        let mut ended = session();
        ended["status"] = json!("exited");
        assert!(
            check(&mut rules, &envelope(&[("session", &ended)])).is_empty(),
            "begun and ended at once"
        );
        ended["seq"] = json!(2);
        ended.as_object_mut().unwrap().remove("init");
        assert_eq!(
            check(&mut rules, &envelope(&[("session", &ended)])).len(),
            1,
            "after its end"
        );
    }

    #[test]
    fn envelopes_hold_one_event_and_say_when_and_where() {
        let mut rules = Rules::default();
        let good = envelope(&[("event", &event())]);
        let changed = |key: &str, value: Value| {
            let mut envelope = good.clone();
            envelope.header[key] = value;
            check(&mut Rules::default(), &envelope)
        };
        assert_eq!(changed("sent_at", json!("2027-01-15T07:00:00Z")).len(), 1);
        assert_eq!(changed("sent_at", Value::Null).len(), 1);
        assert_eq!(changed("dsn", json!("http://key@127.0.0.1:2/1")).len(), 1);
        assert_eq!(changed("event_id", Value::Null).len(), 1);
        assert_eq!(check(&mut rules, &envelope(&[])), ["an empty envelope"]);
        let mut other = event();
        other["event_id"] = json!("1123456789abcdef0123456789abcdef");
        let two = check(&mut rules, &envelope(&[("event", &event()), ("event", &other)]));
        assert_eq!(two, ["2 events in one envelope"]);
        assert_eq!(check(&mut rules, &good).len(), 1, "twice");
        assert_eq!(check(&mut rules, &envelope(&[("attachment", &json!(1))])).len(), 1);
    }

    #[test]
    fn what_was_not_accepted_may_come_again() {
        let mut rules = Rules::default();
        let both = envelope(&[("event", &event()), ("session", &session())]);
        for accepted in [false, true] {
            let errors = rules.check(&both, accepted, DSN, UNIX_EPOCH + Duration::from_secs(NOW));
            assert_eq!(errors, Vec::<String>::new());
        }
    }

    #[test]
    fn client_reports_name_reason_category_and_count() {
        let report = || {
            json!({"timestamp": NOW, "discarded_events": [
            {"reason": "network_error", "category": "session", "quantity": 1}]})
        };
        for (pointer, value) in [
            ("/timestamp", json!("now")),
            ("/discarded_events", json!([])),
            ("/discarded_events/0/reason", json!("bored")),
            ("/discarded_events/0/category", json!("things")),
            ("/discarded_events/0/quantity", json!(0)),
        ] {
            error("client_report", report(), pointer, value);
        }
    }
}
