//! The frames of the calling thread, as a person would want to read them.

use super::known::{self, Known};
use sentry::protocol::{Frame, Stacktrace};
use std::path::{Component, Path};

/// At most so many frames are looked at; a deeper recursion keeps its innermost ones.
const MOST: usize = crate::privacy::allow_list::MOST_FRAMES;

/// Where std's panic begins; all that is further in is its machinery, and ours.
const PANICKING: [&str; 3] = ["core::panicking::", "rust_begin_unwind", "__rustc::rust_begin_unwind"];
/// Functions between the place of a panic and its beginning in std.
const MACHINERY: [&str; 8] = [
    "core::panicking::",
    "std::panicking::",
    "std::panic::",
    "std::sys::backtrace::__rust_end_short_backtrace",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "rust_begin_unwind",
];
/// Functions in which the program's own code begins: `main` is called by ours, a thread by std's.
const BEGINNING: [&str; 2] = [
    "telemetry_runtime::entry::run",
    "std::sys::backtrace::__rust_begin_short_backtrace",
];

/// The stack of the calling thread, not named yet: quickly taken, and with little stack of its own.
#[derive(Debug)]
pub(crate) struct Stack(Vec<backtrace::Frame>);

impl Stack {
    pub(crate) fn here() -> Self {
        let mut frames = Vec::with_capacity(MOST + 40);
        backtrace::trace(|frame| {
            frames.push(frame.clone());
            // What lies between the panic and this function is cut off later.
            frames.len() < MOST + 40
        });
        Self(frames)
    }
}

/// The traceback, outermost frame first. `place` is where the thread panicked.
pub(crate) fn of_stack(stack: &Stack, known: &Known, place: Option<&(String, u32, u32)>) -> Option<Stacktrace> {
    let program = known.program();
    let mut frames = Vec::new();
    for frame in &stack.0 {
        backtrace::resolve_frame(frame, |symbol| {
            if let Some(name) = symbol.name() {
                frames.push(self::frame(&format!("{name:#}"), symbol, program));
            }
        });
    }
    trim(&mut frames);
    known::complete(&mut frames, known);
    point_at(&mut frames, place);
    Stacktrace::from_frames_reversed(frames)
}

/// What is known without looking at the stack.
pub(crate) fn of_place(known: &Known, place: Option<&(String, u32, u32)>) -> Option<Stacktrace> {
    let mut frames = Vec::new();
    known::complete(&mut frames, known);
    point_at(&mut frames, place);
    Stacktrace::from_frames_reversed(frames)
}

fn frame(name: &str, symbol: &backtrace::Symbol, program: &str) -> Frame {
    Frame {
        function: Some(name.to_owned()),
        filename: symbol.filename().map(readable),
        abs_path: symbol.filename().map(unreduced),
        lineno: symbol.lineno().map(u64::from),
        colno: symbol.colno().map(u64::from),
        in_app: Some(belongs_to(name, program)),
        ..Frame::default()
    }
}

/// Whether a function is of the crate: `crate::f`, `<crate::T as Trait>::f`, `<T as crate::Trait>::f`.
fn belongs_to(function: &str, program: &str) -> bool {
    let prefix = format!("{program}::");
    function.trim_start_matches(['<', '&', '[', '(']).starts_with(&prefix)
        || function.contains(&format!(" as {prefix}"))
}

/// Cuts off, innermost first, the panic machinery at the front and what is not the program's at the back.
fn trim(frames: &mut Vec<Frame>) {
    let name = |frame: &Frame| frame.function.clone().unwrap_or_default();
    if let Some(last) = frames.iter().position(|frame| is(&name(frame), &PANICKING)) {
        frames.drain(..last);
    }
    let machinery = frames.iter().take_while(|frame| is(&name(frame), &MACHINERY)).count();
    frames.drain(..machinery);
    if let Some(beginning) = frames.iter().position(|frame| is(&name(frame), &BEGINNING)) {
        frames.truncate(beginning);
    }
    while frames
        .last()
        .is_some_and(|frame| is(&name(frame), &["core::ops::function::FnOnce::call_once"]))
    {
        frames.pop();
    }
    // The user's `main` stands inside of the one that the macro made.
    if let Some(function) = frames.last_mut().and_then(|main| main.function.as_mut())
        && let Some(outer) = function.strip_suffix("::main::main")
    {
        *function = format!("{outer}::main");
    }
}

fn is(name: &str, list: &[&str]) -> bool {
    let name = name.trim_start_matches('<');
    list.iter().any(|known| name.starts_with(known))
}

/// Makes the place of the panic, or where an error was captured, the innermost frame: it is known also where symbols are stripped. Where
/// they exist, what lies further in is std's (`#[track_caller]` names the caller as the place).
fn point_at(frames: &mut Vec<Frame>, place: Option<&(String, u32, u32)>) {
    let Some((file, line, column)) = place else { return };
    let file = Path::new(file);
    // Cargo names the sources of the workspace from its root, and all others from that of the disk.
    let in_app = !file.has_root();
    let path = unreduced(file);
    let file = readable(file);
    let (line, column) = (Some(u64::from(*line)), Some(u64::from(*column)));
    match frames
        .iter()
        .position(|frame| frame.lineno == line && frame.filename.as_ref() == Some(&file))
    {
        Some(position) => {
            frames.drain(..position);
            if let Some(first) = frames.first_mut() {
                first.colno = column;
            }
        }
        None => frames.insert(
            0,
            Frame {
                in_app: Some(in_app),
                filename: Some(file),
                abs_path: Some(path),
                lineno: line,
                colno: column,
                ..Frame::default()
            },
        ),
    }
}

/// A path as the compiler wrote it, by which the embedded sources are found. It never leaves.
pub(super) fn unreduced(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A path without what it says about the machine: `std/src/…` for the standard library, `name-version/src/…` for a dependency,
/// else from the last `src`, `examples`, `tests` or `benches` on.
pub(super) fn readable(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => drop(parts.pop()),
            _ => {}
        }
    }
    let after = |name: &str, more: usize| {
        let at = parts.iter().rposition(|part| part == name)?;
        parts.get(at.checked_add(more)?..).filter(|rest| !rest.is_empty())
    };
    let root = ["src", "examples", "tests", "benches"];
    let kept = after("library", 1)
        .filter(|_| path.is_absolute())
        .or_else(|| after("registry", 3))
        .or_else(|| after("checkouts", 3))
        .or_else(|| {
            let at = parts.iter().rposition(|part| root.contains(&part.as_str()))?;
            parts.get(at..)
        })
        .or_else(|| path.is_relative().then_some(&parts[..]))
        .or_else(|| parts.get(parts.len().saturating_sub(1)..));
    kept.unwrap_or_default().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Place;

    #[cfg(unix)]
    #[test]
    fn paths_say_nothing_about_the_machine() {
        let readable = |path: &str| readable(Path::new(path));
        assert_eq!(
            readable("/rustc/59807616e/library/core/src/option.rs"),
            "core/src/option.rs"
        );
        assert_eq!(
            readable("/home/ada/.cargo/registry/src/index-1949/serde-1.0.2/src/de.rs"),
            "serde-1.0.2/src/de.rs"
        );
        assert_eq!(
            readable("/home/ada/.cargo/git/checkouts/repo-12ab/9f3c/src/lib.rs"),
            "src/lib.rs"
        );
        assert_eq!(readable("/home/ada/src/snatch/src/main.rs"), "src/main.rs");
        assert_eq!(readable("src/trade/mod.rs"), "src/trade/mod.rs");
        assert_eq!(readable("programs/snatch/src/main.rs"), "src/main.rs");
        assert_eq!(readable("programs/snatch/src/bin/../trade.rs"), "src/trade.rs");
        assert_eq!(readable("main.rs"), "main.rs");
        assert_eq!(readable("/tmp/generated.rs"), "generated.rs");
    }

    #[test]
    fn the_program_is_told_from_its_dependencies() {
        assert!(belongs_to("snatch::trade::buy", "snatch"));
        assert!(belongs_to("<snatch::Coin as core::fmt::Display>::fmt", "snatch"));
        assert!(belongs_to("<u8 as snatch::Coin>::buy", "snatch"));
        assert!(!belongs_to("snatcher::buy", "snatch"));
        assert!(!belongs_to("core::option::Option<snatch::Coin>::map", "snatch"));
    }

    #[test]
    fn a_place_without_symbols_is_a_frame() {
        let place = ("src/trade.rs".to_owned(), 7, 9);
        let mut frames = Vec::new();
        point_at(&mut frames, Some(&place));
        assert_eq!(
            (frames[0].filename.as_deref(), frames[0].lineno, frames[0].in_app),
            (Some("src/trade.rs"), Some(7), Some(true))
        );
    }

    static MAIN: Place = Place {
        module: "telemetry_runtime",
        function: "main",
        file: "src/main.rs",
        line: 1,
    };

    #[test]
    fn a_traceback_begins_in_the_program() {
        let known = Known::here(&MAIN, Vec::new(), false);
        let trace = of_stack(&Stack::here(), &known, None).unwrap();
        assert!(trace.frames.len() <= MOST + 40);
        assert!(
            trace
                .frames
                .iter()
                .any(|frame| frame.function.as_deref().is_some_and(|name| name.contains("traceback")))
        );
    }
}
