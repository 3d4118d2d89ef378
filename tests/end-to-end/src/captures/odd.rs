//! Errors that nobody should write.

use crate::{capture, hurry};
use std::error::Error;
use std::fmt;

pub(super) const CAPTURES: &[(&str, fn())] = &[
    ("unprintable", || {
        capture!(&Unprintable);
    }),
    ("half-printable", || {
        capture!(&Odd(|f| {
            f.write_str("so far")?;
            panic!("and no further")
        }));
    }),
    ("without-a-source", || {
        capture!(&Sourceless);
    }),
    ("circle", || {
        capture!(&Circle);
    }),
    ("megabytes", || {
        capture!(&Odd(|f| f.write_str(&"much, too much: ".repeat(800_000))));
    }),
    ("stubborn", || {
        capture!(&Odd(|f| {
            for _ in 0..800_000 {
                let _ = f.write_str("much, too much: ");
            }
            Ok(())
        }));
    }),
    ("nul", || {
        capture!(&Odd(|f| f.write_str("no\0 pri\u{1b}[31mces \u{202e}")));
    }),
    ("empty", || {
        capture!(&Odd(|_| Ok(())));
    }),
    ("capturing", || {
        capture!(&Odd(|f| {
            capture!(&Unprintable);
            capture!(&Odd(|f| f.write_str("inner")));
            f.write_str("outer")
        }));
    }),
    ("commanding", || {
        capture!(&Odd(|f| {
            hurry();
            f.write_str("outer")
        }));
    }),
];

/// Has no words for it.
#[derive(Debug)]
pub(crate) struct Unprintable;

impl fmt::Display for Unprintable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("no words for it")
    }
}

impl Error for Unprintable {}

/// Displays itself in its own way.
struct Odd(fn(&mut fmt::Formatter<'_>) -> fmt::Result);

impl fmt::Debug for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Odd")
    }
}

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)(f)
    }
}

impl Error for Odd {}

/// Panics when it is asked why.
#[derive(Debug)]
struct Sourceless;

impl fmt::Display for Sourceless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody knows why")
    }
}

impl Error for Sourceless {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        panic!("nobody")
    }
}

/// Is its own source.
#[derive(Debug)]
struct Circle;

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("again")
    }
}

impl Error for Circle {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self)
    }
}
