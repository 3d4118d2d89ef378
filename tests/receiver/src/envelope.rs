//! Parses envelopes strictly by the format: a header line, then items of a header line and a
//! payload each.
//!
//! <https://develop.sentry.dev/sdk/foundations/transport/envelopes/>

use serde_json::Value;

/// An envelope as it arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// The first line: `sent_at`, `event_id`, perhaps `dsn`.
    pub header: Value,
    /// What the envelope holds, in its order.
    pub items: Vec<Item>,
}

/// One item of an envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The item's own header line.
    pub header: Value,
    /// The payload's bytes, without the newline that ends it.
    pub payload: Vec<u8>,
    /// The payload parsed. All item types that are accepted here are JSON.
    pub json: Value,
}

impl Item {
    /// The item's type: `event`, `session`, `client_report`.
    pub fn kind(&self) -> &str {
        self.header["type"].as_str().unwrap_or_default()
    }
}

impl Envelope {
    /// The items of one type.
    pub fn items_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.kind() == kind)
    }

    /// Takes a request's body apart.
    ///
    /// # Errors
    /// The rule of the format that the body breaks.
    pub fn parse(body: &[u8]) -> Result<Self, String> {
        let (line, mut rest) = line(body);
        let header = object(line, "the envelope's header")?;
        let mut items = Vec::new();
        // A newline after the last item is allowed, and nothing but that.
        while !rest.is_empty() {
            let item;
            (item, rest) = parse_item(rest).map_err(|e| format!("item {}: {e}", items.len() + 1))?;
            items.push(item);
        }
        Ok(Self { header, items })
    }
}

fn parse_item(bytes: &[u8]) -> Result<(Item, &[u8]), String> {
    let (first, rest) = line(bytes);
    let header = object(first, "its header")?;
    if !header["type"].is_string() {
        return Err("its header has no type".to_owned());
    }
    let (payload, rest) = match &header["length"] {
        Value::Null => line(rest),
        length => {
            let length = length.as_u64().and_then(|length| usize::try_from(length).ok());
            let length = length.ok_or("its length is no number of bytes")?;
            let (payload, rest) = rest
                .split_at_checked(length)
                .ok_or("it is shorter than its length says")?;
            match rest {
                [] | [b'\n', ..] => (payload, rest.get(1..).unwrap_or_default()),
                _ => return Err("no newline follows where its length says that it ends".to_owned()),
            }
        }
    };
    let json = serde_json::from_slice(payload).map_err(|e| format!("its payload is no JSON: {e}"))?;
    Ok((
        Item {
            header,
            payload: payload.to_owned(),
            json,
        },
        rest,
    ))
}

/// Up to the next newline or the end, and what follows it.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}

fn object(line: &[u8], what: &str) -> Result<Value, String> {
    match serde_json::from_slice(line) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(format!("{what} is no JSON object")),
        Err(error) => Err(format!("{what} is no JSON: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(body: &str) -> String {
        Envelope::parse(body.as_bytes()).unwrap_err()
    }

    #[test]
    fn items_with_and_without_length() {
        let body = b"{\"sent_at\":1}\n{\"type\":\"event\",\"length\":2}\n{}\n{\"type\":\"session\"}\n{\"sid\":2}\n";
        let envelope = Envelope::parse(body).unwrap();
        assert_eq!(envelope.header["sent_at"], 1);
        assert_eq!(
            envelope.items.iter().map(Item::kind).collect::<Vec<_>>(),
            ["event", "session"]
        );
        assert_eq!(envelope.items_of("session").next().unwrap().json["sid"], 2);
        assert_eq!(
            Envelope::parse(&body[..body.len() - 1]).unwrap(),
            envelope,
            "the last newline is optional"
        );
    }

    #[test]
    fn a_payload_may_hold_newlines_if_its_length_is_given() {
        let envelope = Envelope::parse(b"{}\n{\"type\":\"event\",\"length\":7}\n{\n\n\n\n\n}\n").unwrap();
        assert_eq!(envelope.items[0].payload, b"{\n\n\n\n\n}");
    }

    #[test]
    fn every_broken_rule_is_named() {
        assert!(broken("").contains("the envelope's header is no JSON"));
        assert!(broken("[]\n").contains("the envelope's header is no JSON object"));
        assert!(broken("{}\n{\"length\":2}\n{}\n").contains("item 1: its header has no type"));
        assert!(broken("{}\n{\"type\":\"event\",\"length\":9}\n{}\n").contains("shorter than its length"));
        assert!(broken("{}\n{\"type\":\"event\",\"length\":1}\n{}\n").contains("no newline follows"));
        assert!(broken("{}\n{\"type\":\"event\",\"length\":-1}\n{}\n").contains("no number of bytes"));
        assert!(broken("{}\n{\"type\":\"event\"}\nnot json\n").contains("its payload is no JSON"));
        assert!(broken("{}\n{\"type\":\"event\"}\n{}\n\n").contains("item 2: its header"));
    }
}
