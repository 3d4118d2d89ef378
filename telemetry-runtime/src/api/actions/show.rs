//! `show`: the files themselves.

use super::paint::{Paint, escaped};
use crate::storage::outbox::envelope::{FileName, LARGEST_FILE, Waiting};
use crate::storage::outbox::retention;
use crate::storage::paths::Paths;
use crate::util::clock;
use crate::util::files;
use std::fmt::Write as _;
use std::path::PathBuf;

/// A file of ours.
struct Kept {
    name: FileName,
    path: PathBuf,
    sent: bool,
}

/// All of them, newest first.
fn all(paths: &Paths) -> Vec<Kept> {
    let mut all = Vec::new();
    for (directory, sent) in [(paths.outbox(), false), (paths.sent(), true)] {
        all.extend(retention::list(&directory).0.into_iter().map(|(file, name)| Kept {
            path: directory.join(file),
            name,
            sent,
        }));
    }
    all.sort_by_key(|kept| std::cmp::Reverse(kept.name.millis));
    all
}

/// Their bytes, one after the other.
pub(super) fn bytes(paths: &Paths) -> Vec<u8> {
    let mut bytes = Vec::new();
    for kept in all(paths) {
        // What went away meanwhile is no news.
        bytes.extend(files::read(&kept.path, LARGEST_FILE).unwrap_or_default());
    }
    bytes
}

pub(super) fn text(paths: &Paths) -> String {
    let paint = Paint::of_stdout();
    let mut text = String::new();
    for kept in all(paths) {
        let state = if kept.sent {
            paint.dim("sent")
        } else {
            paint.green("queued")
        };
        let when = clock::rfc3339(kept.name.millis);
        let _ = writeln!(text, "{state}  {when}  {}", paint.dim(&kept.path.display().to_string()));
        match files::read(&kept.path, LARGEST_FILE) {
            Ok(bytes) => text.push_str(&readable(&bytes)),
            Err(error) => {
                let _ = writeln!(text, "  {error}");
            }
        }
        text.push('\n');
    }
    if text.is_empty() {
        text.push_str("nothing waits, and nothing was sent\n");
    }
    let runs = files::names(&paths.runs()).len();
    if runs > 0 {
        let _ = writeln!(
            text,
            "{runs} runs are not told yet, of which sessions and crashes can come: {}",
            paths.runs().display()
        );
    }
    text
}

/// As JSON with a line for each field where it is an envelope, else as it is.
fn readable(bytes: &[u8]) -> String {
    let payloads: Option<Vec<String>> =
        Waiting::parse(bytes).map(|waiting| waiting.payloads().map(|payload| format!("{payload:#}")).collect());
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
