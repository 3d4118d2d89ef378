//! Frames that need no symbols: each annotated function knows its name and place, also in a
//! stripped program.

use super::stacktrace::files::{is_of_workspace, is_same_file, package_of, readable};
use crate::event::types::Frame;
use crate::model::app::{Package, Place};

/// What is known of the program, and of the annotated functions that the calling thread is in.
#[derive(Debug)]
pub(crate) struct Known {
    package: &'static Package,
    /// Innermost first.
    commands: Vec<&'static Place>,
    /// Whether the thread is the one in which `main` runs.
    in_main: bool,
}

impl Known {
    /// The commands that this thread has entered, and `main` if it is in there.
    pub(crate) fn here(package: &'static Package, commands: Vec<&'static Place>, in_main: bool) -> Self {
        Self {
            package,
            commands,
            in_main,
        }
    }

    pub(super) fn package(&self) -> &'static Package {
        self.package
    }

    /// The name of `main`.
    pub(super) fn main(&self) -> String {
        name(&self.package.main)
    }

    pub(super) fn place_of_main(&self) -> &'static Place {
        &self.package.main
    }

    /// The whole name of the annotated function with this name of its own, in this file.
    pub(super) fn name_of(&self, function: &str, file: &str) -> Option<String> {
        let places = self.commands.iter().copied().chain([self.place_of_main()]);
        let mut named = places.filter(|place| place.function == function);
        named.find(|place| is_same_file(file, place.file)).map(name)
    }

    /// The files of the program of which the path from the workspace's directory is known.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        let main = &self.package.main;
        self.commands.iter().copied().chain([main]).map(|place| place.file)
    }

    /// The annotated function that is the nearest around, by its name.
    pub(crate) fn innermost(&self) -> Option<String> {
        self.places().next().map(name)
    }

    fn places(&self) -> impl DoubleEndedIterator<Item = &'static Place> {
        let main = self.in_main.then_some(&self.package.main);
        self.commands.iter().copied().chain(main)
    }
}

/// Whether a file is the program's own, as the compiler was given its path: of the workspace, or
/// made by the program's build script.
pub(super) fn is_own_file(package: &Package, file: &str) -> bool {
    is_of_workspace(file) || package_of(file).is_some_and(|name| name == package.name)
}

/// Adds the place of each annotated function to its frame, if its symbol has none. Where the
/// program has names and no lines, those of the annotated functions are added that were compiled
/// into others. Where it has no names, the annotated functions are the frames: what else there is
/// without symbols belongs to the system's libraries.
///
/// `is_cut` says that functions further out were not looked at.
pub(super) fn complete(frames: &mut Vec<Frame>, known: &Known, is_cut: bool) {
    let is_own = |frame: &&Frame| frame.in_app == Some(true) && frame.function.is_some();
    let is_path = |frame: &Frame| frame.function.as_deref().is_some_and(|name| name.contains("::"));
    #[cfg(feature = "debug-images")]
    let has_addresses = frames.iter().any(|frame| frame.instruction_addr.is_some());
    #[cfg(not(feature = "debug-images"))]
    let has_addresses = false;
    if !frames.iter().any(is_path) {
        // A server will name frames with an address, and they would appear twice.
        if !has_addresses {
            *frames = known.places().map(frame).collect();
        }
        return;
    }
    if !frames.iter().filter(is_own).any(|frame| frame.lineno.is_some()) {
        add_missing(frames, known, is_cut);
    }
    let unplaced = frames.iter_mut().filter(|frame| frame.filename.is_none());
    for unplaced in unplaced {
        let is_it = |place: &&Place| unplaced.function.as_deref() == Some(&*name(place));
        if let Some(place) = known.places().find(is_it) {
            let found = frame(place);
            unplaced.filename = found.filename;
            unplaced.abs_path = found.abs_path;
            unplaced.lineno = found.lineno;
        }
    }
}

/// Each below the next one further in, and as far out as that allows: mostly, the function that
/// another was compiled into is the one that called it.
fn add_missing(frames: &mut Vec<Frame>, known: &Known, is_cut: bool) {
    // The frames from here on are further out than the next place.
    let mut further_out = frames.len();
    for place in known.places().rev() {
        let name = name(place);
        let is_it = |frame: &Frame| frame.function.as_deref() == Some(&*name);
        match frames.iter().take(further_out).rposition(is_it) {
            Some(found) => further_out = found,
            None if is_cut => {}
            None => frames.insert(further_out, frame(place)),
        }
    }
}

fn frame(place: &Place) -> Frame {
    Frame {
        function: Some(name(place)),
        filename: Some(readable(place.file)),
        abs_path: Some(place.file.to_owned()),
        lineno: Some(place.line.into()),
        in_app: Some(true),
        ..Frame::default()
    }
}

// Input:  snatch::r#type, main
// Output: snatch::type::main
/// As symbols name it.
fn name(place: &Place) -> String {
    format!("{}::{}", place.module.replace("r#", ""), place.function)
}

#[cfg(test)]
mod tests {
    use super::*;

    static PACKAGE: Package = Package {
        name: "snatch-cli",
        own: &["snatch_core"],
        main: place("snatch", "main", 3),
        ..Package::EXAMPLE
    };
    static EVALUATE: Place = place("snatch::cli", "evaluate", 20);

    const fn place(module: &'static str, function: &'static str, line: u32) -> Place {
        Place {
            module,
            function,
            file: "programs/snatch/src/cli.rs",
            line,
        }
    }

    fn named(function: &str, in_app: bool) -> Frame {
        Frame {
            function: Some(function.to_owned()),
            in_app: Some(in_app),
            ..Frame::default()
        }
    }

    fn shown(frames: &[Frame]) -> Vec<String> {
        let shown = |frame: &Frame| {
            let place = frame.filename.clone().zip(frame.lineno);
            let place = place.map(|(file, line)| format!(" {file}:{line}"));
            frame.function.clone().unwrap_or_default() + &place.unwrap_or_default()
        };
        frames.iter().map(shown).collect()
    }

    #[test]
    fn without_symbols_the_annotated_functions_are_the_stack_trace() {
        let mut frames = vec![named("__libc_start_main", false)];
        complete(&mut frames, &Known::here(&PACKAGE, vec![&EVALUATE], true), false);
        assert_eq!(
            shown(&frames),
            ["snatch::cli::evaluate src/cli.rs:20", "snatch::main src/cli.rs:3"]
        );
    }

    #[test]
    fn another_thread_does_not_stand_in_main() {
        for commands in [vec![&EVALUATE], vec![]] {
            let mut frames = Vec::new();
            let expected = commands.iter().map(|_| "snatch::cli::evaluate src/cli.rs:20");
            let expected: Vec<&str> = expected.collect();
            complete(&mut frames, &Known::here(&PACKAGE, commands, false), false);
            assert_eq!(shown(&frames), expected);
        }
    }

    #[test]
    fn with_names_and_no_lines_they_are_told_where_they_stand() {
        let mut frames = vec![
            named("snatch::trade::buy", true),
            named("snatch::cli::evaluate", true),
            named("snatch::main", true),
        ];
        frames[2].filename = Some("src/main.rs".to_owned());
        frames[2].lineno = Some(9);
        complete(&mut frames, &Known::here(&PACKAGE, vec![&EVALUATE], true), false);
        let expected = [
            "snatch::trade::buy",
            "snatch::cli::evaluate src/cli.rs:20",
            "snatch::main src/main.rs:9",
        ];
        assert_eq!(shown(&frames), expected);
    }

    #[test]
    fn what_was_compiled_into_others_is_added_in_its_order() {
        static BUY: Place = place("snatch::trade", "buy", 40);
        let known = Known::here(&PACKAGE, vec![&BUY, &EVALUATE], true);
        let evaluate = "snatch::cli::evaluate src/cli.rs:20";
        let buy = "snatch::trade::buy src/cli.rs:40";
        let main = "snatch::main src/cli.rs:3";
        for (names, expected) in [
            (
                vec!["snatch::deeper", "snatch::cli::evaluate"],
                vec!["snatch::deeper", buy, evaluate, main],
            ),
            (
                vec!["snatch::trade::buy", "tokio::run", "snatch::main"],
                vec![buy, "tokio::run", evaluate, main],
            ),
            (vec!["tokio::run"], vec!["tokio::run", buy, evaluate, main]),
        ] {
            let named = |name: &&str| named(name, name.starts_with("snatch::"));
            let mut frames: Vec<Frame> = names.iter().map(named).collect();
            complete(&mut frames, &known, false);
            assert_eq!(shown(&frames), expected);
        }
    }

    #[test]
    fn what_has_lines_lacks_nothing() {
        let mut frames = vec![named("snatch::deeper", true), named("snatch::main", true)];
        frames[0].filename = Some("src/trade.rs".to_owned());
        frames[0].lineno = Some(7);
        complete(&mut frames, &Known::here(&PACKAGE, vec![&EVALUATE], true), false);
        assert_eq!(
            shown(&frames),
            ["snatch::deeper src/trade.rs:7", "snatch::main src/cli.rs:3"]
        );
    }

    #[test]
    fn of_a_stack_that_was_cut_nothing_further_out_is_claimed() {
        let mut frames = vec![named("snatch::deeper", true)];
        complete(&mut frames, &Known::here(&PACKAGE, vec![&EVALUATE], true), true);
        assert_eq!(shown(&frames), ["snatch::deeper"]);
    }

    #[test]
    fn what_belongs_to_the_program() {
        let known = Known::here(&PACKAGE, Vec::new(), true);
        assert_eq!(known.package.crates(), ["snatch", "snatch_core"]);
        assert!(is_own_file(known.package(), "src/main.rs"));
        assert!(is_own_file(
            known.package(),
            "/ada/target/debug/build/snatch-cli-0123456789abcdef/out/gen.rs"
        ));
        assert!(!is_own_file(
            known.package(),
            "/ada/target/debug/build/other-0123456789abcdef/out/gen.rs"
        ));
        assert!(!is_own_file(known.package(), "/ada/other/src/lib.rs"));
        assert!(!is_own_file(known.package(), "vendor/other/src/lib.rs"));
    }

    #[test]
    fn names_are_those_of_symbols() {
        static TYPE: Place = place("snatch::r#type", "r", 1);
        assert_eq!(name(&TYPE), "snatch::type::r");
    }
}
