//! The package's own sources, if the build embedded them: the lines around a frame, and the name of
//! its function.
//!
//! Nothing is read when the program runs, and nothing but what is embedded is ever shown.

use super::enclosing;
use crate::event::types::Frame;
use crate::model::app::App;
use crate::model::app::Sources;
use crate::util::source_path::with_slashes;
use std::borrow::Cow;

/// Lines shown before the one of a frame, and after it: as many as Sentry's own view of a stack
/// trace shows.
const AROUND: usize = 5;
/// The longest line, in characters.
const LONGEST_LINE: usize = 200;
/// At most so many bytes of source lines in an event; the innermost frames come first. An envelope
/// has 200 kB.
const MOST: usize = 100_000;

/// What is shown of a frame's file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Context {
    pub(crate) before: Vec<String>,
    pub(crate) line: Option<String>,
    pub(crate) after: Vec<String>,
}

/// Finds what there is to show of the frames of one event.
#[derive(Debug)]
pub(crate) struct Finder<'a> {
    app: &'a App,
    left: usize,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(app: &'a App) -> Self {
        Self { app, left: MOST }
    }

    /// The lines around the frame. Of the frame only its file and its line are believed.
    pub(crate) fn context(&mut self, frame: &Frame) -> Context {
        let text = text(self.app, frame);
        let context = text.zip(frame.lineno).map(|(text, line)| around(text, line));
        let context = context.unwrap_or_default();
        let lines = context.before.iter().chain(&context.line).chain(&context.after);
        match self.left.checked_sub(lines.map(String::len).sum()) {
            Some(left) => {
                self.left = left;
                context
            }
            None => Context::default(),
        }
    }

    /// The name of the function that the frame's place is in.
    pub(crate) fn function(&self, frame: &Frame) -> Option<String> {
        enclosing::function(text(self.app, frame)?, frame.lineno?)
    }
}

/// The text of a frame's file, if that is a file of the package.
fn text(app: &App, frame: &Frame) -> Option<&'static str> {
    let sources = app.sources.as_ref()?;
    sources.text(app.package.main.file, frame.abs_path.as_deref()?)
}

impl Sources {
    // Input:  `w/snatch/src/main.rs` (the file of `main`), `w/snatch/src/trade.rs`
    // Output: the text of `src/trade.rs`
    //
    // Others of the workspace have a `src/trade.rs`, too, and so the whole path must be right.
    fn text(&self, main: &str, path: &str) -> Option<&'static str> {
        let (main, path) = (with_slashes(main), with_slashes(path));
        let package = main.strip_suffix(self.main)?;
        if !package.is_empty() && !package.ends_with('/') {
            return None;
        }
        self.find(&self.without_detours(path.strip_prefix(package)?)?)
    }

    fn find(&self, name: &str) -> Option<&'static str> {
        let (_, text) = (self.files)().iter().find(|(known, _)| *known == name)?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    // Input:  `src/bin/../trade.rs`, of `#[path = "../trade.rs"] mod trade;`
    // Output: `src/trade.rs`, if `src/bin` is a folder of the package: behind a link, `..` would lead elsewhere
    fn without_detours<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        if !path.contains("..") {
            return Some(Cow::Borrowed(path));
        }
        let mut folder = String::new();
        for part in path.split('/') {
            if part == ".." {
                let is_known = (self.files)().iter().any(|(name, _)| name.starts_with(&folder));
                let parent = folder.strip_suffix('/').filter(|_| is_known)?;
                let end = parent.rfind('/').map_or(0, |at| at + 1);
                folder.truncate(end);
            } else {
                folder.push_str(part);
                folder.push('/');
            }
        }
        folder.pop();
        Some(Cow::Owned(folder))
    }
}

fn around(text: &str, line: u64) -> Context {
    // Lines count from 1; 0 is what debug information says of code that belongs to none.
    let Some(at) = usize::try_from(line).ok().and_then(|line| line.checked_sub(1)) else {
        return Context::default();
    };
    let first = at.saturating_sub(AROUND);
    let shown = |line: &str| line.chars().take(LONGEST_LINE).collect();
    let mut lines = text.lines().skip(first).map(shown);
    let before = lines.by_ref().take(at - first).collect();
    match lines.next() {
        Some(line) => Context {
            before,
            line: Some(line),
            after: lines.take(AROUND).collect(),
        },
        // The file has no such line.
        None => Context::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::app::{Package, Place};
    use crate::model::program::Files;

    const TRADE: &str = "fn one() {}\n\nfn two() {\n    four()\n}\nfn six() {}\n7\n8\n9\n10\n11\n";
    static SOURCES: Sources = Sources {
        main: "src/bin/snatch.rs",
        files: || &[("src/bin/snatch.rs", "fn main() {}"), ("src/trade.rs", TRADE)],
    };

    fn is_found(main: &str, path: &str) -> bool {
        SOURCES.text(main, path).is_some()
    }

    #[test]
    fn a_file_is_known_as_the_compiler_names_it() {
        for (main, path) in [
            ("src/bin/snatch.rs", "src/trade.rs"),
            ("src/bin/snatch.rs", "src/bin/../trade.rs"),
            ("programs/snatch/src/bin/snatch.rs", "programs/snatch/src/trade.rs"),
            ("/b/snatch/src/bin/snatch.rs", "/b/snatch/src/trade.rs"),
            // Compiled on Windows, for whatever system.
            (r"programs\snatch\src\bin\snatch.rs", r"programs\snatch\src\trade.rs"),
            (r"C:\b\snatch\src\bin\snatch.rs", r"C:\b\snatch\src\bin\..\trade.rs"),
        ] {
            assert!(is_found(main, path), "{path}");
        }
    }

    #[test]
    fn another_package_has_files_of_the_same_name() {
        for (main, path) in [
            ("programs/snatch/src/bin/snatch.rs", "src/trade.rs"),
            ("programs/snatch/src/bin/snatch.rs", "libraries/prices/src/trade.rs"),
            ("programs/snatch/src/bin/snatch.rs", "programs/snatcher/src/trade.rs"),
            ("src/bin/snatch.rs", "libraries/prices/src/trade.rs"),
            ("src/bin/snatch.rs", "src/../prices/src/trade.rs"),
            // There is no such folder in the package: it may be a link.
            ("src/bin/snatch.rs", "src/linked/../trade.rs"),
            ("src/bin/snatch.rs", "src/../../snatch/src/trade.rs"),
            ("src/bin/snatch.rs", "../src/trade.rs"),
            ("src/bin/snatch.rs", "/w/src/trade.rs"),
            // `main` is not where it was said to be.
            ("src/another.rs", "src/trade.rs"),
            ("x-src/bin/snatch.rs", "x-src/trade.rs"),
        ] {
            assert!(!is_found(main, path), "{main}: {path}");
        }
    }

    #[test]
    fn five_lines_before_and_after_are_shown() {
        let shown = |line| {
            let Context { before, line, after } = around(TRADE, line);
            (before.len(), line.unwrap_or_default(), after.len())
        };
        assert_eq!(shown(1), (0, "fn one() {}".to_owned(), 5));
        assert_eq!(shown(4), (3, "    four()".to_owned(), 5));
        assert_eq!(shown(8), (5, "8".to_owned(), 3));
        assert_eq!(shown(11), (5, "11".to_owned(), 0));
        assert_eq!(around(TRADE, 4).before, ["fn one() {}", "", "fn two() {"]);
        assert_eq!(around(TRADE, 4).after, ["}", "fn six() {}", "7", "8", "9"]);
        for none in [0, 12, u64::MAX] {
            assert_eq!(around(TRADE, none), Context::default(), "{none}");
        }
    }

    #[test]
    fn lines_are_cut_and_end_as_windows_ends_them() {
        let text = format!("a\r\n{}\r\nc", "ä".repeat(300));
        let context = around(&text, 2);
        assert_eq!(context.line, Some("ä".repeat(LONGEST_LINE)));
        assert_eq!(
            (context.before, context.after),
            (vec!["a".to_owned()], vec!["c".to_owned()])
        );
    }

    /// The program whose sources these are.
    fn app(files: fn() -> Files) -> App {
        App::new(Package {
            main: Place {
                file: "src/bin/snatch.rs",
                ..Package::EXAMPLE.main
            },
            ..Package::EXAMPLE
        })
        .sources(Some("1"), SOURCES.main, files)
    }

    #[test]
    fn the_place_of_a_panic_is_named() {
        let app = app(SOURCES.files);
        let frame = Frame {
            abs_path: Some("src/trade.rs".into()),
            lineno: Some(4),
            colno: Some(5),
            ..Frame::default()
        };
        assert_eq!(Finder::new(&app).function(&frame).as_deref(), Some("two"));
        let elsewhere = Frame {
            abs_path: Some("prices/src/trade.rs".into()),
            ..frame
        };
        assert_eq!(Finder::new(&app).function(&elsewhere), None);
        assert_eq!(Finder::new(&app).context(&elsewhere), Context::default());
    }

    #[test]
    fn an_event_has_room_for_so_many_lines() {
        let app = app(|| {
            &[(
                "src/trade.rs",
                concat!("0123456789012345678901234567890123456789", "\n\n\n\n"),
            )]
        });
        let frame = Frame {
            abs_path: Some("src/trade.rs".into()),
            lineno: Some(1),
            ..Frame::default()
        };
        let mut finder = Finder::new(&app);
        let shown = (0..10_000).map(|_| finder.context(&frame));
        let shown = shown.take_while(|context| context.line.is_some()).count();
        assert_eq!(shown, MOST / 40);
    }
}
