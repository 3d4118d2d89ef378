//! What holds of every file in the outbox, and of its name.

use super::{FileName, NotOurs, Queued};
use serde_json::Value;
use ureq::http::Uri;

/// What is taken for an envelope is whole, says whether it names a user, and goes where its header
/// says or nowhere.
pub(crate) fn of_any_bytes(bytes: &[u8]) {
    let Some(queued) = Queued::parse(bytes) else { return };
    let (header, payloads) = read(bytes);
    assert!(!payloads.is_empty());
    if payloads.len() == 1 {
        is_torn_everywhere(bytes);
    }
    let names_user = |payload: &Value| payload.get("user").is_some() || payload.get("did").is_some();
    assert!(queued.names_user() || !payloads.iter().any(names_user));
    let named = header.get("dsn");
    match queued.dsn() {
        Ok(None) => assert_eq!(named, None),
        Ok(Some(dsn)) => {
            let text = named.unwrap().as_str().unwrap();
            assert_eq!(dsn.as_str(), text);
            let written: Uri = text.parse().unwrap();
            let address: Uri = dsn.url().parse().unwrap();
            assert_eq!(address.scheme(), written.scheme());
            assert_eq!(address.host(), written.host());
            // `:0080` is the same port as `:80`.
            let port = written
                .authority()
                .unwrap()
                .as_str()
                .rsplit_once(':')
                .map(|(_, port)| port.parse());
            assert_eq!(address.port_u16(), port.and_then(Result::ok));
        }
        Err(()) => assert!(named.is_some()),
    }
    let wire = queued.to_wire();
    let sent = Queued::parse(&wire).unwrap();
    assert_eq!((sent.dsn(), sent.names_user()), (queued.dsn(), queued.names_user()));
    assert!(read(&wire).0.get("sent_at").is_some());
}

/// A name is ours only if it is what we would write; one of a later format is left alone.
pub(crate) fn of_any_name(name: &str) {
    match name.parse::<FileName>() {
        Ok(parsed) => assert_eq!(parsed.to_string(), name),
        Err(NotOurs::Newer) => {
            let format: u64 = name.split(['-', '.']).next().unwrap().parse().unwrap();
            assert!(format > 1 && name.ends_with(".envelope"));
        }
        Err(NotOurs::Foreign) => {}
    }
}

/// By another way: header and items one after the other, as a stream of JSON.
fn read(bytes: &[u8]) -> (Value, Vec<Value>) {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let header = values.next().unwrap().unwrap();
    let mut payloads = Vec::new();
    while values.next().is_some() {
        payloads.push(values.next().unwrap().unwrap());
    }
    (header, payloads)
}

fn is_torn_everywhere(bytes: &[u8]) {
    const LAST: usize = 300;
    for length in bytes.len().saturating_sub(LAST)..bytes.len() {
        assert!(Queued::parse(&bytes[..length]).is_none(), "{length} of {}", bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Class, Envelope};
    use super::*;
    use crate::util::laws::{json, text_of, trial};
    use proptest::prelude::*;
    use uuid::Uuid;

    const FILES: [&str; 24] = [
        "{",
        "}",
        "{}",
        "\n",
        "\n",
        "\n",
        "\"dsn\":",
        "\"https://key@example.org/1\"",
        "\"https://a@b@c/1\"",
        "\"length\":",
        "0",
        "2",
        "11",
        ",",
        "\"type\":\"event\"",
        "\"user\":1",
        "\"did\":1",
        "1e999",
        "\"\\ud800\"",
        "[",
        "]",
        "null",
        " ",
        "{\"length\":2}\n{}\n",
    ];

    /// What is written is read, and no part of it is.
    fn of_any_envelope(envelope: &Envelope) {
        let bytes = envelope.to_bytes();
        let queued = Queued::parse(&bytes).unwrap();
        assert_eq!(queued.dsn(), Ok(envelope.dsn.clone()));
        let (_, payloads) = read(&bytes);
        assert_eq!(payloads, std::slice::from_ref(&envelope.payload));
        of_any_bytes(&bytes);
    }

    prop_compose! {
        fn envelope()(
            id: u128,
            class in prop::sample::select(vec![Class::Message, Class::Session, Class::Error, Class::Crash]),
            dsn in prop::option::of("https?://[a-z0-9]{1,8}@([a-z]{1,8}\\.org|\\[::1\\])(:[1-9][0-9]{0,3})?/([a-z]/)?[0-9]{1,4}"),
            payload in prop::collection::btree_map("user|did|(?s).{0,5}", json(), 0..5),
        ) -> Envelope {
            Envelope {
                id: Uuid::from_u128(id),
                class,
                dsn: dsn.map(|dsn| dsn.parse().unwrap()),
                payload: payload.into_iter().collect::<serde_json::Map<_, _>>().into(),
            }
        }
    }

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            of_any_bytes(&bytes);
        }

        #[test]
        fn they_hold_of_what_looks_like_one(text in text_of(&FILES, 30), item in text_of(&FILES, 9)) {
            of_any_bytes(text.as_bytes());
            of_any_bytes(format!("{{}}\n{{\"length\":{}}}\n{item}\n", item.len()).as_bytes());
        }

        #[test]
        fn they_hold_of_times(
            started in "[0-9]{1,20}-[01][0-9]-[0-3][0-9]T([0-2][0-9]|[0-9]{20}):[0-9]{1,2}:[0-9]{1,20}(\\.[0-9]{0,9})?Z",
            ended in "(2025|9999|[0-9]{0,20})-1[0-9]-[0-3][0-9]T[0-2][0-9]:[0-9]{2}:[0-9]{2,20}Z",
        ) {
            let item = serde_json::json!({"started": started, "timestamp": ended}).to_string();
            of_any_bytes(format!("{{}}\n{{\"type\":\"session\",\"length\":{}}}\n{item}\n", item.len()).as_bytes());
        }

        #[test]
        fn they_hold_of_what_is_written(envelope in envelope(), now: u64) {
            of_any_envelope(&envelope);
            of_any_name(&FileName::of_run(envelope.class, envelope.id, now).to_string());
        }

        #[test]
        fn they_hold_of_names(
            name in "[+0]?[0123]-([+]?[0-9]{1,20}|[0-9]{13})-[msecx]-([{]?[0-9a-fA-F]{32}[}]?|[0-9a-f]{31})(-x)?(\\.envelope)?",
            other in ".{0,60}",
        ) {
            of_any_name(&name);
            of_any_name(&other);
        }
    }
}
