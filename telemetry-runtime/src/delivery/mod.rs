//! From the outbox to the server, outside of the user's process.

pub(crate) mod answer;
pub(crate) mod child;
pub(crate) mod courier;
mod environment;
mod executable;
mod failure;
pub(crate) mod foreground;
mod http;
pub(crate) mod lock;
pub(crate) mod nudge;
mod process;
mod proxy;
pub(crate) mod report;
mod spawn;
pub(crate) mod state;
pub(crate) mod uploader;
