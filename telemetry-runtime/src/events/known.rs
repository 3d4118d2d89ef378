//! Frames that need no symbols: the annotated functions say themselves where they stand, also in a stripped program.

use super::traceback::{readable, unreduced};
use crate::app::Place;
use sentry::protocol::Frame;
use std::path::Path;

/// The annotated functions that the calling thread is in.
#[derive(Debug)]
pub(crate) struct Known {
    /// Innermost first.
    commands: Vec<&'static Place>,
    main: &'static Place,
    /// Whether the thread is the one in which `main` runs.
    in_main: bool,
}

impl Known {
    /// The commands that this thread has entered, and `main` if it is in there.
    pub(crate) fn here(main: &'static Place, commands: Vec<&'static Place>, in_main: bool) -> Self {
        Self {
            commands,
            main,
            in_main,
        }
    }

    /// The name of the program's crate.
    pub(crate) fn program(&self) -> &'static str {
        self.main.module.split("::").next().unwrap_or_default()
    }

    /// The annotated function that is the nearest around, by its name.
    pub(crate) fn innermost(&self) -> Option<String> {
        self.places().next().map(name)
    }

    fn places(&self) -> impl Iterator<Item = &'static Place> {
        let main = self.in_main.then_some(self.main);
        self.commands.iter().copied().chain(main)
    }
}

/// Says of each frame of an annotated function where it stands, if its symbol does not. Where no frame of the program has a name at all, the
/// annotated functions are the frames: what else there is without symbols belongs to the system's libraries.
pub(super) fn complete(frames: &mut Vec<Frame>, known: &Known) {
    let is_named = |frame: &Frame| frame.in_app == Some(true) && frame.function.is_some();
    if !frames.iter().any(is_named) {
        *frames = known.places().map(frame).collect();
        return;
    }
    let unplaced = frames.iter_mut().filter(|frame| frame.filename.is_none());
    for unplaced in unplaced {
        let is_it = |place: &&Place| unplaced.function.as_deref() == Some(&*name(place));
        if let Some(place) = known.places().find(is_it) {
            unplaced.filename = Some(readable(Path::new(place.file)));
            unplaced.abs_path = Some(unreduced(Path::new(place.file)));
            unplaced.lineno = Some(place.line.into());
        }
    }
}

fn frame(place: &Place) -> Frame {
    Frame {
        function: Some(name(place)),
        filename: Some(readable(Path::new(place.file))),
        abs_path: Some(unreduced(Path::new(place.file))),
        lineno: Some(place.line.into()),
        in_app: Some(true),
        ..Frame::default()
    }
}

fn name(place: &Place) -> String {
    format!("{}::{}", place.module, place.function)
}

#[cfg(test)]
mod tests {
    use super::*;

    static MAIN: Place = place("snatch", "main", 3);
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
    fn without_symbols_the_annotated_functions_are_the_traceback() {
        let mut frames = vec![named("__libc_start_main", false)];
        complete(&mut frames, &Known::here(&MAIN, vec![&EVALUATE], true));
        assert_eq!(
            shown(&frames),
            ["snatch::cli::evaluate src/cli.rs:20", "snatch::main src/cli.rs:3"]
        );
    }

    #[test]
    fn another_thread_does_not_stand_in_main() {
        let mut frames = Vec::new();
        complete(&mut frames, &Known::here(&MAIN, vec![&EVALUATE], false));
        assert_eq!(shown(&frames), ["snatch::cli::evaluate src/cli.rs:20"]);
        complete(&mut frames, &Known::here(&MAIN, Vec::new(), false));
        assert_eq!(shown(&frames), ["snatch::cli::evaluate src/cli.rs:20"]);
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
        complete(&mut frames, &Known::here(&MAIN, vec![&EVALUATE], true));
        let expected = [
            "snatch::trade::buy",
            "snatch::cli::evaluate src/cli.rs:20",
            "snatch::main src/main.rs:9",
        ];
        assert_eq!(shown(&frames), expected);
    }
}
