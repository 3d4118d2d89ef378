//! A small Sentry-compatible receiver for the end-to-end tests and the tour.
//!
//! It listens on a free loopback port, keeps every request whole, and is as strict as the real
//! thing where that matters: what a real server would refuse, silently drop or change is listed by
//! [`Receiver::protocol_errors`], so that a test can assert that there is none. On top of the
//! protocol it holds the sender to what this project promises about its payloads.
//!
//! ```
//! let receiver = receiver::Receiver::start();
//! // … run a program that sends to `receiver.dsn()` …
//! # let _ = receiver.dsn();
//! receiver.behave(receiver::Behaviour::Hang); // from now on a black hole
//! assert!(receiver.events().is_empty());
//! assert!(receiver.protocol_errors().is_empty());
//! ```
//!
//! The path of a request: `server` accepts, `wire` reads, `answer` judges by `envelope` and `rules`
//! and replies, `record` keeps.

mod address;
mod answer;
mod behaviour;
mod envelope;
mod listing;
mod receiver;
mod record;
mod rules;
mod server;
mod wire;

pub use address::refused_dsn;
pub use behaviour::{Behaviour, Then};
pub use envelope::{Envelope, Item};
pub use receiver::{Receiver, Timeout};
pub use record::{Arrived, Delivery, Discarded, Received};
