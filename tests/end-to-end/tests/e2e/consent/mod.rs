//! Who decides: every source, and their precedence.

mod destination;
mod environment;
mod file;
#[cfg(unix)]
mod nature;
#[cfg(unix)]
mod notice;
#[cfg(unix)]
mod place;

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, Program};

/// What a run decides, and what may be seen of it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Decides {
    /// Everything is recorded.
    On,
    /// Only crashes would be.
    Crashes,
    /// Nothing is recorded and no file made, in silence; the reason as programs see it begins like
    /// this.
    Off(&'static str),
    /// The same, with one line on stderr that names this line of the configuration file.
    Mistaken(Option<usize>),
}

/// Runs the program and asserts what it decides, and that nobody sees more of it than they should.
#[track_caller]
fn assert_decides(home: &Home, program: Program<'_>, expected: Decides, case: &str) {
    let finished = program.args(["evaluate", "reason"]).run();
    assert_eq!(finished.code, Some(0), "{case}: {finished:?}");
    let Some(consent) = finished.stdout.strip_prefix("evaluate begins\nevaluate ends\n") else {
        panic!("{case}: {finished:?}");
    };
    let begins = match expected {
        Decides::On => "On(Everything, ",
        Decides::Crashes => "On(Crashes, ",
        Decides::Off(reason) => &format!("Off({reason}"),
        Decides::Mistaken(_) => "Off(Mistake ",
    };
    assert!(consent.starts_with(begins), "{case}: {consent}");
    let path = home.config().display().to_string();
    let line = match expected {
        Decides::Mistaken(Some(line)) => format!("e2e: telemetry is off: {path}:{line}: "),
        Decides::Mistaken(None) => format!("e2e: telemetry is off: {path}: "),
        _ => String::new(),
    };
    let lines = finished.stderr.lines().count();
    assert_eq!(lines, usize::from(!line.is_empty()), "{case}: {}", finished.stderr);
    assert!(finished.stderr.starts_with(&line), "{case}: {}", finished.stderr);
    match expected {
        Decides::On => assert_eq!(home.waiting_messages(), [STARTED, "Start evaluate"], "{case}"),
        Decides::Crashes => {
            assert_eq!((home.names("outbox").len(), home.names("runs").len()), (0, 0), "{case}");
            assert_eq!(home.user_id(), None, "{case}");
        }
        Decides::Off(_) | Decides::Mistaken(_) => home.assert_untouched(),
    }
}

/// The same in a home of its own with this configuration file.
#[track_caller]
fn assert_file_decides(text: impl AsRef<[u8]>, expected: Decides) {
    let home = Home::new();
    home.write_config(&text);
    let case = String::from_utf8_lossy(text.as_ref())
        .chars()
        .take(200)
        .collect::<String>();
    assert_decides(&home, home.program(ANNOTATED), expected, &case);
}

#[test]
fn nobody_asked() {
    let home = Home::new();
    assert_decides(&home, home.program(ANNOTATED), Decides::Off("NoFile("), "no file");
    assert_eq!(home.files(), Vec::<String>::new());
}
