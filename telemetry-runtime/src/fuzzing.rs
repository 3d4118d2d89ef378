//! Not public API: entry points for `fuzz/`. Each function takes a fuzzer's input, and asserts the
//! laws of one parser.

use crate::consent::config::{self, Collect};
use crate::consent::edit;
use crate::delivery::{response, state};
use crate::privacy::{fingerprint, scrub};
use crate::storage::journal::run_journal;
use crate::storage::outbox::envelope;
use crate::storage::user_id;
use std::path::Path;

/// Checks the reader of the configuration file. Returns true if the input says `collect: true`.
pub fn config(bytes: &[u8]) -> bool {
    config::laws::of_any_file(bytes) == Some(Collect::Everything)
}

/// Checks changes of the configuration file.
pub fn edit(text: &str) {
    for collect in [Collect::Everything, Collect::Crashes, Collect::Nothing] {
        edit::laws::of_any_text(text, collect);
    }
}

/// Checks the reader of `user_id.json`, with the input as a file in this directory.
pub fn user_id(bytes: &[u8], directory: &Path) {
    user_id::laws::of_any_bytes(bytes);
    user_id::laws::of_any_file(bytes, directory);
}

/// Checks the reader of run journals. The first line is the time of the last write, in milliseconds
/// since 1970.
pub fn run_file(bytes: &[u8]) {
    let (life, bytes) = number_and_rest(bytes);
    run_journal::laws::of_any_bytes(bytes, life);
}

/// Checks the reader of envelopes in the outbox. The first line is the file name.
pub fn envelope(bytes: &[u8]) {
    let (name, bytes) = line_and_rest(bytes);
    envelope::laws::of_any_name(&String::from_utf8_lossy(name));
    envelope::laws::of_any_bytes(bytes);
}

/// Checks the reader of a server's response: lines with the time, the status, `Retry-After` and
/// `X-Sentry-Rate-Limits`.
pub fn answer(bytes: &[u8]) {
    let (now, bytes) = number_and_rest(bytes);
    let (status, bytes) = number_and_rest(bytes);
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    let status = u16::try_from(status).unwrap_or(429);
    response::laws::of_any_answer(status, lines.next(), lines.next(), now);
}

/// Checks the reader of `state.json`. The first line is the time.
pub fn state(bytes: &[u8]) {
    let (now, bytes) = number_and_rest(bytes);
    state::laws::of_any_bytes(bytes, now);
}

/// Checks the scrubber with a message.
pub fn scrub(text: &str) {
    scrub::laws::of_any_text(text);
    scrub::laws::of_what_is_known(text, text);
}

/// Checks that the scrubber removes a canary from a text. The first character chooses the canary.
/// The first line is the text before it.
pub fn canary(text: &str) {
    let mut chars = text.chars();
    let Some(choice) = chars.next() else { return };
    let canaries = scrub::laws::CANARIES;
    let canary = canaries[choice as usize % canaries.len()];
    let (before, after) = chars.as_str().split_once('\n').unwrap_or((chars.as_str(), ""));
    // Words, and the characters between them.
    let is_ordinary = |c: char| c.is_alphanumeric() || " ,.:;()!?'`\"\n".contains(c);
    let ordinary = |text: &str| text.chars().filter(|c| is_ordinary(*c)).collect::<String>();
    let (before, after) = (ordinary(before), ordinary(after));
    let is_there = |trace: &&str| before.contains(*trace) || after.contains(*trace);
    if !scrub::laws::TRACES.iter().any(is_there) {
        scrub::laws::of_any_canary(&before, canary, &after);
    }
}

/// Checks the fingerprint of an error's message.
pub fn grouping(text: &str) {
    fingerprint::laws::of_any_message(text);
}

fn line_and_rest(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}

fn number_and_rest(bytes: &[u8]) -> (u64, &[u8]) {
    let (line, rest) = line_and_rest(bytes);
    let number = std::str::from_utf8(line).ok().and_then(|line| line.parse().ok());
    (number.unwrap_or(1_764_000_000_000), rest)
}
