//! `show`: what is queued and what was sent.

use super::paint::{Paint, escaped};
use crate::storage::outbox::envelope::{FileName, LARGEST_FILE, Queued};
use crate::storage::outbox::retention;
use crate::storage::paths::Paths;
use crate::util::clock;
use crate::util::files;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The most characters of an envelope's summary.
const LONGEST: usize = 60;

/// An envelope in the outbox, or the copy of one that was sent.
struct Kept {
    name: FileName,
    path: PathBuf,
    sent: bool,
}

/// All envelopes, newest last.
fn all(paths: &Paths) -> Vec<Kept> {
    let mut all = Vec::new();
    for (directory, sent) in [(paths.outbox(), false), (paths.sent(), true)] {
        all.extend(retention::list(&directory).0.into_iter().map(|(file, name)| Kept {
            path: directory.join(file),
            name,
            sent,
        }));
    }
    all.sort_by_key(|kept| kept.name.millis);
    all
}

/// The envelopes whose id starts with `id`; all of them without one.
fn matching(paths: &Paths, id: Option<&str>) -> Vec<Kept> {
    let id = id.unwrap_or_default().to_ascii_lowercase().replace('-', "");
    let mut all = all(paths);
    all.retain(|kept| kept.name.id().starts_with(&id));
    all
}

/// The bytes of these envelopes, one after the other.
pub(super) fn bytes(paths: &Paths, id: Option<&str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for kept in matching(paths, id) {
        // The uploader may have deleted the file meanwhile.
        bytes.extend(files::read(&kept.path, LARGEST_FILE).unwrap_or_default());
    }
    bytes
}

/// One line for each envelope.
pub(super) fn list(paths: &Paths) -> String {
    let paint = Paint::of_stdout();
    let mut text = String::new();
    for kept in all(paths) {
        let summary = match files::read(&kept.path, LARGEST_FILE) {
            Ok(bytes) => summary(&bytes),
            Err(error) => error.to_string(),
        };
        let _ = writeln!(
            text,
            "{}  {}  {}  {}",
            state(&kept, paint),
            clock::rfc3339(kept.name.millis),
            paint.dim(kept.name.id().get(..8).unwrap_or_default()),
            escaped(&summary)
        );
    }
    if text.is_empty() {
        text.push_str("Nothing is queued, and nothing was sent.\n");
    }
    let runs = files::names(&paths.runs()).len();
    if runs > 0 {
        let _ = writeln!(text, "Not reported yet: {runs} runs, in {}", paths.runs().display());
    }
    text
}

/// The envelopes with this id, in full; `None` if there are none.
pub(super) fn text(paths: &Paths, id: &str) -> Option<String> {
    let paint = Paint::of_stdout();
    let mut text = String::new();
    for kept in matching(paths, Some(id)) {
        let when = clock::rfc3339(kept.name.millis);
        let path = paint.dim(&kept.path.display().to_string());
        let _ = writeln!(text, "{}  {when}  {path}", state(&kept, paint));
        match files::read(&kept.path, LARGEST_FILE) {
            Ok(bytes) => text.push_str(&readable(&bytes)),
            Err(error) => {
                let _ = writeln!(text, "  {error}");
            }
        }
    }
    (!text.is_empty()).then_some(text)
}

fn state(kept: &Kept, paint: Paint) -> String {
    if kept.sent {
        paint.dim("sent  ")
    } else {
        paint.green("queued")
    }
}

/// The envelope's content in a few words.
fn summary(bytes: &[u8]) -> String {
    let Some(envelope) = Queued::parse(bytes) else {
        return "not an envelope".to_owned();
    };
    let Some(payload) = envelope.payloads().next() else {
        return "empty".to_owned();
    };
    let text = |pointer: &str| payload.pointer(pointer).and_then(Value::as_str);
    let last = payload
        .pointer("/exception/values")
        .and_then(Value::as_array)
        .and_then(|values| values.last());
    let summary = if let Some(exception) = last {
        let part = |name: &str| exception.get(name).and_then(Value::as_str).unwrap_or_default();
        format!("{}: {}", part("type"), part("value"))
    } else if let Some(status) = text("/status") {
        format!("session {status}")
    } else if payload.get("discarded_events").is_some() {
        "client report".to_owned()
    } else {
        text("/message")
            .or(text("/logentry/formatted"))
            .unwrap_or("event")
            .to_owned()
    };
    let first = summary.lines().next().unwrap_or_default();
    match first.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", first.get(..end).unwrap_or_default()),
        None => first.to_owned(),
    }
}

/// JSON with a line for each field, if the bytes are an envelope; otherwise the bytes as text.
fn readable(bytes: &[u8]) -> String {
    let payloads: Option<Vec<String>> =
        Queued::parse(bytes).map(|queued| queued.payloads().map(|payload| format!("{payload:#}")).collect());
    let text = payloads.map_or_else(
        || String::from_utf8_lossy(bytes).into_owned(),
        |payloads| payloads.join("\n"),
    );
    let mut shown = String::new();
    for line in text.lines() {
        let _ = writeln!(shown, "  {}", escaped(line));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_moves_the_cursor() {
        let text = readable("no envelope\u{1b}[2J\r\u{202e}\u{0}\nnext".as_bytes());
        assert_eq!(text, "  no envelope\\u{1b}[2J\\u{d}\\u{202e}\\u{0}\n  next\n");
        let payload = "{\"message\":\"\\u001b[2J\\u202e\",\"a\":1}";
        let envelope = format!("{{}}\n{{\"type\":\"event\",\"length\":{}}}\n{payload}\n", payload.len());
        assert_eq!(
            readable(envelope.as_bytes()),
            "  {\n    \"a\": 1,\n    \"message\": \"\\u001b[2J\\u{202e}\"\n  }\n"
        );
    }
}
