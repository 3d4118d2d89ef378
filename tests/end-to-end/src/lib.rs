//! The tools of the end-to-end tests: scratch homes, programs run as real processes, and the
//! server they send to.
//!
//! ```no_run
//! let world = end_to_end::World::consenting();
//! let finished = world.program("target/debug/annotated").args(["evaluate"]).run();
//! assert_eq!(finished.code, Some(0));
//! let received = world.settle(); // when no uploader of this home is at work any more
//! assert_eq!(end_to_end::messages(&received), ["end-to-end 0.1.0 started", "Start evaluate"]);
//! ```
//!
//! Nothing of the surrounding environment reaches a program, and no process of a test outlives it:
//! dropping a [`Running`] or a [`Home`] ends what is left.

#![expect(
    clippy::missing_panics_doc,
    reason = "wherever the machine does not let the tests work, they panic"
)]

mod finished;
mod home;
mod listing;
mod program;
mod running;
#[cfg_attr(windows, path = "uploaders_windows.rs")]
mod uploaders;
mod world;

pub use finished::Finished;
pub use home::{APP, Home};
pub use listing::{messages, sessions};
pub use program::Program;
pub use running::Running;
#[cfg(unix)]
pub use rustix::process::Signal;
pub use world::World;

/// Longer than anything here takes on a busy machine. Nothing waits for it unless something is
/// broken.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);
