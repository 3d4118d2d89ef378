//! The error of the programs under test.

use std::error::Error;
use std::fmt;

/// Something did not work, perhaps because something else did not.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    source: Option<Box<Failure>>,
}

impl Failure {
    /// The error that says this.
    pub(crate) fn new(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            source: None,
        }
    }

    /// The error that says this, because of `source`.
    pub(crate) fn because_of(message: &str, source: Self) -> Self {
        Self {
            message: message.to_owned(),
            source: Some(Box::new(source)),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
