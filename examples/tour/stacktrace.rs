//! The frames of an event, for people.

use serde_json::Value;
use std::fmt::Write as _;

/// One frame as it arrived.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame(Value);

/// What the client calls a function whose name it does not know.
const UNKNOWN: &str = "<unknown>";

/// The frames of the program's executable, innermost first. Those of the system's libraries, which
/// begin every program, have names where the machine has their symbols: they say nothing about the
/// program.
pub(crate) fn of_program(event: &Value) -> Vec<Frame> {
    let image = &event["debug_meta"]["images"][0];
    let executable = address(&image["image_addr"]).zip(image["image_size"].as_u64());
    let frames = &event["exception"]["values"][0]["stacktrace"]["frames"];
    let frames = frames.as_array().into_iter().flatten().rev();
    let of_executable = |frame: &&Value| match (executable, address(&frame["instruction_addr"])) {
        (Some((start, size)), Some(at)) => (start..start + size).contains(&at),
        // What is told by its name and place alone was found to be the program's.
        _ => true,
    };
    frames.filter(of_executable).cloned().map(Frame).collect()
}

/// A line for each frame, with the source lines of the first one. Equal lines are printed once.
pub(crate) fn render(frames: &[Frame]) -> String {
    let mut text = String::new();
    let mut rest = frames;
    while let Some(frame) = rest.first() {
        let line = frame.line();
        let same = rest.iter().take_while(|other| other.line() == line).count();
        let times = if same > 1 {
            format!("  × {same}")
        } else {
            String::new()
        };
        let _ = writeln!(text, "{line}{times}");
        if rest.len() == frames.len() {
            text.push_str(&frame.source());
        }
        rest = &rest[same..];
    }
    text
}

impl Frame {
    pub(crate) fn is_named(&self) -> bool {
        self.0["function"].as_str().is_some_and(|name| name != UNKNOWN)
    }

    pub(crate) fn is_placed(&self) -> bool {
        !self.file().is_empty() && self.0["lineno"].is_u64()
    }

    pub(crate) fn has_source(&self) -> bool {
        self.0["context_line"].is_string()
    }

    pub(crate) fn file(&self) -> &str {
        self.0["filename"].as_str().unwrap_or_default()
    }

    fn line(&self) -> String {
        let function = self.0["function"].as_str().unwrap_or("(no name)");
        let mut place = self.file().to_owned();
        for number in [&self.0["lineno"], &self.0["colno"]] {
            if number.is_u64() {
                let _ = write!(place, ":{number}");
            }
        }
        format!("{function}  {place}").trim_end().to_owned()
    }

    /// The source lines with their numbers, that of the frame marked.
    fn source(&self) -> String {
        let Some(line) = self.0["context_line"].as_str() else {
            return String::new();
        };
        let lines = |name: &str| self.0[name].as_array().cloned().unwrap_or_default();
        let before = lines("pre_context");
        let at = self.0["lineno"].as_u64().unwrap_or_default();
        let first = at.saturating_sub(u64::try_from(before.len()).unwrap_or_default());
        let all = before.into_iter().chain([line.into()]).chain(lines("post_context"));
        let mut text = String::new();
        for (number, line) in (first..).zip(all) {
            let mark = if number == at { '>' } else { ' ' };
            let line = format!("  {mark} {number:>4}  {}", line.as_str().unwrap_or_default());
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }
}

/// Addresses are hexadecimal texts.
fn address(value: &Value) -> Option<u64> {
    u64::from_str_radix(value.as_str()?.strip_prefix("0x")?, 16).ok()
}
