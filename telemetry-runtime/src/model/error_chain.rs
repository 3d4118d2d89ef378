//! The texts of an error and its sources.
//!
//! `Display` and `source` are code of the program that runs only for telemetry. However much it
//! prints and whatever it does, the program continues.

use crate::util::catch::catch_quietly;
use std::error::Error;
use std::fmt::{self, Write};

/// One error of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The type's name, if the compiler knows it. Sources are known only as `dyn Error`.
    pub kind: Option<&'static str>,
    /// The error's `Display` text.
    pub message: String,
}

/// The most errors of a chain to read, because a chain may be a circle.
const LONGEST_CHAIN: usize = 16;
/// The limit for the text of one error, in bytes. The scrubber reads half of it.
const LONGEST_TEXT: usize = 32 * 1024;
/// Sent for an error that panics before it prints anything.
const UNPRINTABLE: &str = "an error that panics when it is displayed";

/// Sent for an error on a panicking thread. The thread may be in a panic hook, where a second panic
/// would end the program.
const UNASKED: &str = "an error of a thread that panics, which is not displayed";

/// The error and its sources, outermost first.
pub(crate) fn of(kind: &'static str, error: &dyn Error) -> Vec<Link> {
    let first = |message| Link {
        kind: Some(kind),
        message,
    };
    if std::thread::panicking() {
        return vec![first(UNASKED.to_owned())];
    }
    let mut links = vec![first(text(format_args!("{error}")))];
    let mut source = source_of(error);
    while let Some(error) = source.filter(|_| links.len() < LONGEST_CHAIN) {
        links.push(Link {
            kind: None,
            message: text(format_args!("{error}")),
        });
        source = source_of(error);
    }
    links
}

/// The formatted text, up to the limit, and up to the point where formatting panics.
pub(crate) fn text(printed: fmt::Arguments<'_>) -> String {
    let mut text = Bounded::default();
    let printed = catch_quietly(|| text.write_fmt(printed));
    if printed.is_none() && text.kept.is_empty() {
        return UNPRINTABLE.to_owned();
    }
    text.kept
}

fn source_of<'a>(error: &'a (dyn Error + 'a)) -> Option<&'a (dyn Error + 'static)> {
    catch_quietly(|| error.source()).flatten()
}

/// Stores text up to the limit, and then returns an error, so that the writer can stop.
#[derive(Default)]
struct Bounded {
    kept: String,
    is_full: bool,
}

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.is_full {
            return Err(fmt::Error);
        }
        let room = LONGEST_TEXT.saturating_sub(self.kept.len());
        // Like `str::floor_char_boundary`, which needs a newer compiler than the oldest one
        // supported.
        let fitting = (0..=room.min(text.len())).rev().find_map(|end| text.get(..end));
        let fitting = fitting.unwrap_or_default();
        self.kept.push_str(fitting);
        self.is_full = fitting.len() < text.len();
        if self.is_full { Err(fmt::Error) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// An error whose text and source the test chooses.
    struct Odd {
        display: fn(&mut fmt::Formatter<'_>) -> fmt::Result,
        source: fn() -> Option<&'static (dyn Error + 'static)>,
    }

    impl fmt::Debug for Odd {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Odd")
        }
    }

    impl fmt::Display for Odd {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (self.display)(f)
        }
    }

    impl Error for Odd {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            (self.source)()
        }
    }

    fn of(error: &Odd) -> Vec<String> {
        let links = crate::model::error_chain::of("Odd", error);
        links.into_iter().map(|link| link.message).collect()
    }

    fn prints(display: fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> Vec<String> {
        of(&Odd {
            display,
            source: || None,
        })
    }

    #[test]
    fn a_circle_of_sources_ends() {
        static AGAIN: Odd = Odd {
            display: |f| f.write_str("again"),
            source: || Some(&AGAIN),
        };
        assert_eq!(of(&AGAIN).len(), LONGEST_CHAIN);
    }

    #[test]
    fn as_much_is_kept_as_a_reader_could_want() {
        let long = prints(|f| f.write_str(&"ä".repeat(5_000_000)));
        assert_eq!(long[0].len(), LONGEST_TEXT);
        let uneven = prints(|f| write!(f, "a{}", "ä".repeat(5_000_000)));
        assert_eq!(uneven[0].len(), LONGEST_TEXT - 1);
    }

    #[test]
    fn who_prints_without_end_is_told_to_stop() {
        thread_local!(static PIECES: Cell<usize> = const { Cell::new(0) });
        let endless = prints(|f| {
            loop {
                f.write_str("more, ")?;
                PIECES.set(PIECES.get() + 1);
            }
        });
        assert_eq!(endless[0].len(), LONGEST_TEXT);
        assert!(PIECES.get() < LONGEST_TEXT);
        let stubborn = prints(|f| {
            for _ in 0..100_000 {
                let _ = f.write_str("more, ");
            }
            Ok(())
        });
        assert_eq!(stubborn[0].len(), LONGEST_TEXT);
    }

    #[test]
    fn who_cannot_print_loses_only_its_words() {
        assert_eq!(prints(|_| panic!("no words for it")), [UNPRINTABLE]);
        assert_eq!(prints(|_| Err(fmt::Error)), [""]);
        let half = |f: &mut fmt::Formatter<'_>| {
            f.write_str("so far")?;
            panic!("and no further")
        };
        assert_eq!(prints(half), ["so far"]);
    }

    #[test]
    fn a_source_that_panics_is_none() {
        let error = Odd {
            display: |f| f.write_str("outer"),
            source: || panic!("nobody knows"),
        };
        assert_eq!(of(&error), ["outer"]);
    }
}
