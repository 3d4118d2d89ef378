//! A home and a server: what most tests need.

use crate::home::Home;
use crate::program::Program;
use receiver::{Received, Receiver};
use std::ops::Deref;
use std::path::Path;

/// A scratch [`Home`], which it dereferences to, and a healthy server of the program's developers.
#[derive(Debug)]
pub struct World {
    /// The user's side.
    pub home: Home,
    /// The developers' side.
    pub receiver: Receiver,
}

impl World {
    /// With an empty home: the user did nothing.
    pub fn new() -> Self {
        Self::of(Home::new())
    }

    /// With a user who asked for telemetry.
    pub fn consenting() -> Self {
        Self::of(Home::consenting())
    }

    /// With this home.
    pub fn of(home: Home) -> Self {
        Self {
            home,
            receiver: Receiver::start(),
        }
    }

    /// A program of the home's user that sends to the server.
    pub fn program(&self, path: impl AsRef<Path>) -> Program<'_> {
        self.home.program(path).dsn(&self.receiver.dsn())
    }

    /// Waits until no uploader is at work any more, and returns what the server has by then.
    ///
    /// # Panics
    /// If an uploader does not end, or the server found fault with anything.
    #[track_caller]
    pub fn settle(&self) -> Received {
        self.home.wait_for_uploaders();
        let received = self.receiver.so_far();
        assert!(received.protocol_errors.is_empty(), "{received}");
        received
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for World {
    type Target = Home;

    fn deref(&self) -> &Home {
        &self.home
    }
}
