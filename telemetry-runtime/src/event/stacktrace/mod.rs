//! The stack trace of the calling thread, with the names that a person would write.
//!
//! Symbols give `Function`s, innermost first. `trim` cuts off what their author did not call,
//! `bodies` finds those that are `async`; `known` and the place of the panic say what symbols do
//! not.

mod bodies;
mod capture;
mod crates;
pub(super) mod files;
mod function;
#[cfg(feature = "debug-images")]
pub(crate) mod images;
mod modules;
mod names;
mod trim;

use super::known::{self, Known};
use crate::event::types::{Frame, Stacktrace};
#[cfg(feature = "sentry")]
use crate::model::app::Package;
use capture::{Symbol, Symbols};
use crates::Author;

pub(crate) use capture::Stack;
pub(crate) use files::readable;
use function::Function;

/// The stack trace, outermost frame first. `place` is where the thread panicked.
pub(crate) fn of_stack(stack: &Stack, known: &Known, place: Option<&(String, u32, u32)>) -> Option<Stacktrace> {
    let own = known.package().crates();
    let Symbols { list, is_cut } = stack.symbols();
    let functions = list
        .into_iter()
        .filter(|symbol| cfg!(feature = "debug-images") || !symbol.name.is_empty());
    let mut functions: Vec<Function> = functions.map(|symbol| Function::new(symbol, &own)).collect();
    let workspace = workspace(&functions, known, place);
    for function in functions.iter_mut().filter(|function| function.is_bare) {
        function.qualify(known, &own, workspace.as_deref());
    }
    let in_std = place.is_some_and(|(file, ..)| files::Origin::of(file) == files::Origin::Std);
    trim::ends(&mut functions, in_std);
    one_main(&mut functions, known);
    bodies::name(&mut functions, &known.main());
    functions.retain(|function| !trim::is_shim(function));
    let frames = functions
        .into_iter()
        .map(|function| function.frame(workspace.as_deref()));
    let mut frames: Vec<Frame> = frames.collect();
    // An optimised program may do the same for several lines in one place, and calls it the line of
    // any.
    let is_confused = place.is_some_and(|(file, ..)| frames.first().is_some_and(|first| is_in(first, file)));
    known::complete(&mut frames, known, is_cut);
    point_at(&mut frames, known, place, is_confused);
    Stacktrace::from_frames_reversed(frames)
}

/// What is known without looking at the stack.
pub(crate) fn of_place(known: &Known, place: Option<&(String, u32, u32)>) -> Option<Stacktrace> {
    let mut frames = Vec::new();
    known::complete(&mut frames, known, false);
    point_at(&mut frames, known, place, false);
    Stacktrace::from_frames_reversed(frames)
}

#[cfg(feature = "sentry")]
/// Whether a function of this name is of the program's own workspace.
pub(crate) fn is_own(function: &str, package: &Package) -> bool {
    crates::author(function, None, &package.crates()) == Author::Program
}

impl Function {
    fn new(symbol: Symbol, own: &[&str]) -> Self {
        let name = names::simplified(&symbol.name);
        Self {
            is_bare: !name.contains("::"),
            author: crates::author(&name, symbol.file.as_deref(), own),
            name,
            file: symbol.file,
            line: symbol.line,
            column: symbol.column,
            #[cfg(feature = "debug-images")]
            address: symbol.address,
        }
    }

    /// Completes the path of a Rust function by its file.
    fn qualify(&mut self, known: &Known, own: &[&str], workspace: Option<&[String]>) {
        let Some(file) = self.file.as_deref().filter(|file| files::is_rust(file)) else {
            return;
        };
        let below = workspace.and_then(|workspace| files::below(workspace, file));
        if let Some(name) = known.name_of(&self.name, file) {
            self.name = name;
        } else if let Some(module) = modules::of_file(below.as_deref().unwrap_or(file), known.place_of_main(), own) {
            self.name = format!("{module}::{}", self.name);
            // A package of the workspace, or ours, may lie beside the program's.
            self.author = crates::author(&self.name, Some(file), own);
        } else if workspace.is_some() && below.is_none() && self.author == Author::Program {
            self.author = Author::Another;
        }
    }

    fn frame(self, workspace: Option<&[String]>) -> Frame {
        let below = workspace
            .zip(self.file.as_deref())
            .and_then(|(root, file)| files::below(root, file));
        Frame {
            function: Some(self.name).filter(|name| !name.is_empty()),
            filename: below.as_deref().or(self.file.as_deref()).map(readable),
            // As the compiler was given it, as far as that is known. It is not sent.
            abs_path: below.or(self.file),
            lineno: self.line.map(u64::from),
            colno: self.column.map(u64::from),
            in_app: Some(self.author == Author::Program),
            #[cfg(feature = "debug-images")]
            instruction_addr: Some(self.address),
            ..Frame::default()
        }
    }
}

/// Merges the author's `main` with the one around it that the macro made.
fn one_main(functions: &mut [Function], known: &Known) {
    let main = known.main();
    let inner = format!("{main}::main");
    for function in functions {
        let rest = function.name.strip_prefix(&inner);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with("::")) {
            function.name = format!("{main}{rest}");
        }
    }
}

/// The directory of the program's workspace, if a symbol tells it: it names the same file by its
/// whole path that an annotation, or the panic, names from there.
fn workspace(functions: &[Function], known: &Known, place: Option<&(String, u32, u32)>) -> Option<Vec<String>> {
    let relative: Vec<&str> = known.files().chain(place.map(|(file, ..)| &**file)).collect();
    let own = functions.iter().filter(|function| function.author == Author::Program);
    // Innermost last: what is ours lies beside the program only in our own workspace.
    let mut files = own.rev().filter_map(|function| function.file.as_deref());
    files.find_map(|file| relative.iter().find_map(|relative| files::workspace(file, relative)))
}

/// Makes the place of the panic, or where an error was captured, the innermost frame: it is known
/// also where symbols are stripped. Where they exist, what lies further in is std's
/// (`#[track_caller]` names the caller as the place). `is_first` says that the first frame's
/// function is the one, whatever its line.
fn point_at(frames: &mut Vec<Frame>, known: &Known, place: Option<&(String, u32, u32)>, is_first: bool) {
    let Some((file, line, column)) = place else { return };
    let (line, column) = (Some(u64::from(*line)), Some(u64::from(*column)));
    let position = frames
        .iter()
        .position(|frame| frame.lineno == line && is_in(frame, file));
    let position = position.or(is_first.then_some(0));
    let mut innermost = Frame {
        filename: Some(readable(file)),
        abs_path: Some(file.clone()),
        lineno: line,
        colno: column,
        in_app: Some(known::is_own_file(known.package(), file)),
        ..Frame::default()
    };
    if let Some(position) = position {
        frames.drain(..position);
        if let Some(first) = frames.first_mut() {
            innermost = Frame {
                lineno: line,
                colno: column,
                filename: innermost.filename,
                abs_path: innermost.abs_path,
                ..std::mem::take(first)
            };
            *first = innermost;
        }
    } else {
        frames.insert(0, innermost);
    }
}

fn is_in(frame: &Frame, file: &str) -> bool {
    frame
        .abs_path
        .as_deref()
        .is_some_and(|path| files::is_same_file(path, file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::types::MOST_FRAMES;
    use crate::model::app::{Package, Place};

    impl Function {
        /// As from a symbol without a file.
        pub(super) fn named(name: &str, own: &[&str]) -> Self {
            Self {
                name: name.to_owned(),
                is_bare: false,
                author: crates::author(name, None, own),
                file: None,
                line: None,
                column: None,
                #[cfg(feature = "debug-images")]
                address: 0,
            }
        }
    }

    static PACKAGE: Package = Package {
        main: Place {
            module: "telemetry_runtime",
            ..Package::EXAMPLE.main
        },
        ..Package::EXAMPLE
    };

    fn known() -> Known {
        Known::here(&PACKAGE, Vec::new(), false)
    }

    #[test]
    fn a_place_without_symbols_is_a_frame() {
        let place = ("src/trade.rs".to_owned(), 7, 9);
        let mut frames = Vec::new();
        point_at(&mut frames, &known(), Some(&place), false);
        let first = &frames[0];
        assert_eq!(
            (first.filename.as_deref(), first.lineno, first.colno, first.in_app),
            (Some("src/trade.rs"), Some(7), Some(9), Some(true))
        );
    }

    #[test]
    fn a_place_with_symbols_is_the_innermost_frame() {
        let at = |path: &str, line| Frame {
            function: Some(format!("line {line}")),
            abs_path: Some(path.to_owned()),
            lineno: Some(line),
            ..Frame::default()
        };
        let place = ("programs/cli/src/trade.rs".to_owned(), 7, 9);
        let path = "/home/ada/snatch/programs/cli/src/trade.rs";
        for (frames, first, number) in [
            // `#[track_caller]`
            (
                vec![at("/rustc/1/library/core/src/option.rs", 7), at(path, 7), at(path, 1)],
                "line 7",
                2,
            ),
            // Lines that an optimised program confuses.
            (vec![at(path, 3), at(path, 1)], "line 3", 2),
            (vec![at("/home/ada/other/src/trade.rs", 7), at(path, 1)], "", 3),
        ] {
            let mut frames = frames;
            let is_first = is_in(&frames[0], &place.0);
            point_at(&mut frames, &known(), Some(&place), is_first);
            assert_eq!(frames[0].function.as_deref().unwrap_or_default(), first);
            assert_eq!(
                (frames[0].lineno, frames[0].colno, frames.len()),
                (Some(7), Some(9), number)
            );
            assert_eq!(frames[0].filename.as_deref(), Some("src/trade.rs"));
        }
    }

    #[test]
    fn a_stack_trace_names_functions_and_their_files() {
        let place = (file!().to_owned(), line!(), 1);
        let trace = of_stack(&Stack::here(), &known(), Some(&place)).unwrap();
        let here = trace
            .frames
            .iter()
            .rev()
            .find(|frame| frame.in_app == Some(true))
            .unwrap();
        assert_eq!(here.filename.as_deref(), Some("src/event/stacktrace/mod.rs"));
        assert_eq!(here.abs_path.as_deref(), Some(file!()));
    }

    /// So deep that it is cut, and in little more time than what is kept takes.
    #[test]
    fn of_a_deep_recursion_the_innermost_frames_are_kept() {
        fn deeper(more: usize) -> Option<Stacktrace> {
            if more == 0 {
                return of_stack(&Stack::here(), &known(), None);
            }
            let trace = deeper(more - 1);
            std::hint::black_box(more);
            trace
        }
        let begin = std::time::Instant::now();
        let deep = std::thread::Builder::new().stack_size(64 << 20);
        let trace = deep.spawn(|| deeper(10_000)).unwrap().join().unwrap().unwrap();
        assert!(begin.elapsed() < std::time::Duration::from_secs(60));
        // Few of them are several functions.
        assert!(trace.frames.len() < 2 * MOST_FRAMES, "{}", trace.frames.len());
        let functions = trace.frames.iter().filter_map(|frame| frame.function.as_deref());
        assert!(functions.filter(|name| name.ends_with("::deeper")).count() >= MOST_FRAMES);
    }
}
