//! Judges a request as a real server would, and replies.

use crate::address::Address;
use crate::behaviour::{Behaviour, Then};
use crate::envelope::Envelope;
use crate::wire::Request;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::Duration;

/// The judgement of one request.
#[derive(Debug)]
pub(crate) struct Judgement {
    /// What a healthy server answers.
    pub(crate) status: u16,
    /// The answer's body, JSON.
    pub(crate) body: String,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) errors: Vec<String>,
}

/// What to do with the connection after a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Reply with this status, these headers and this body, after this time.
    Reply {
        status: u16,
        headers: Vec<(String, String)>,
        body: String,
        after: Duration,
    },
    /// These very bytes, with this time before each, and then silence or not.
    Raw {
        bytes: Vec<u8>,
        pause: Duration,
        then: Then,
    },
    /// Say nothing until the client hangs up.
    Silence,
    /// Hang up.
    HangUp,
}

/// The check of the address, the key, the headers and the envelope's format. What the items say is
/// judged by `rules`.
pub(crate) fn judge(request: &Request, address: &Address) -> Judgement {
    let mut errors = Vec::new();
    let (status, body, envelope) = match admit(request, address, &mut errors) {
        Err((status, detail)) => {
            let body = format!(r#"{{"detail":"{status}"}}"#);
            errors.push(format!("{detail} (a real server answers {status})"));
            (status, body, None)
        }
        Ok(envelope) => {
            let id = envelope.header["event_id"].as_str();
            let body = id.map_or_else(|| "{}".to_owned(), |id| format!(r#"{{"id":"{id}"}}"#));
            (200, body, Some(envelope))
        }
    };
    Judgement {
        status,
        body,
        envelope,
        errors,
    }
}

fn admit(request: &Request, address: &Address, errors: &mut Vec<String>) -> Result<Envelope, (u16, String)> {
    let path = request.path.split('?').next().unwrap_or_default();
    let project = path
        .strip_prefix("/api/")
        .and_then(|rest| rest.strip_suffix("/envelope/"));
    let Some(project) = project.filter(|project| !project.contains('/')) else {
        return Err((404, format!("no such path: {path}")));
    };
    if request.method != "POST" {
        return Err((405, format!("method {}", request.method)));
    }
    if project != address.project {
        return Err((403, format!("no such project: {project}")));
    }
    authenticate(request.header("X-Sentry-Auth").unwrap_or_default(), &address.key).map_err(|e| (403, e))?;
    match request.header("Content-Type") {
        Some("application/x-sentry-envelope") => {}
        // Not refused here either, as by most servers; but some drop such a request in silence.
        other => errors.push(format!("Content-Type is {other:?}, not application/x-sentry-envelope")),
    }
    Envelope::parse(&request.body).map_err(|e| (400, e))
}

/// `Sentry sentry_key=…, sentry_version=7, sentry_client=…`
fn authenticate(header: &str, key: &str) -> Result<(), String> {
    let pairs = header
        .strip_prefix("Sentry ")
        .ok_or_else(|| format!("X-Sentry-Auth is {header:?}"))?;
    let value = |name: &str| {
        let pairs = pairs.split(',').filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(n, _)| *n == name).map(|(_, value)| value).next()
    };
    if value("sentry_key") != Some(key) {
        return Err("X-Sentry-Auth has another key".to_owned());
    }
    if value("sentry_version") != Some("7") {
        return Err("X-Sentry-Auth has another protocol version than 7".to_owned());
    }
    if value("sentry_secret").is_some() {
        return Err("X-Sentry-Auth has a secret".to_owned());
    }
    Ok(())
}

/// How this behaviour treats a request judged so.
pub(crate) fn plan(behaviour: &Behaviour, judgement: &Judgement) -> Plan {
    let healthy = |after| Plan::Reply {
        status: judgement.status,
        headers: Vec::new(),
        body: judgement.body.clone(),
        after,
    };
    match behaviour {
        Behaviour::Healthy => healthy(Duration::ZERO),
        Behaviour::Slow(after) => healthy(*after),
        Behaviour::Status(status, headers) => {
            let body = format!(r#"{{"detail":"{status}"}}"#);
            Plan::Reply {
                status: *status,
                headers: headers.clone(),
                body,
                after: Duration::ZERO,
            }
        }
        Behaviour::Hang => Plan::Silence,
        Behaviour::Raw(bytes, then) => Plan::Raw {
            bytes: bytes.clone(),
            pause: Duration::ZERO,
            then: *then,
        },
        Behaviour::Drip(pause) => {
            let mut bytes = Vec::new();
            // Nothing is as sure to work as writing to memory.
            let _ = reply(&mut bytes, judgement.status, &[], &judgement.body);
            Plan::Raw {
                bytes,
                pause: *pause,
                then: Then::Close,
            }
        }
        Behaviour::Close => Plan::HangUp,
    }
}

/// Writes a reply in one piece.
pub(crate) fn reply(to: &mut impl Write, status: u16, headers: &[(String, String)], body: &str) -> io::Result<()> {
    let length = body.len();
    let mut text = format!("HTTP/1.1 {status} \r\nContent-Type: application/json\r\nContent-Length: {length}\r\n");
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    text.push_str("\r\n");
    text.push_str(body);
    to.write_all(text.as_bytes())
}
