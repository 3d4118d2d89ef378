//! Delivery: from the outbox to the server, outside of the program's process.

pub(crate) mod child;
pub(crate) mod client_report;
mod environment;
mod executable;
mod failure;
pub(crate) mod foreground;
mod http;
pub(crate) mod launcher;
pub(crate) mod lock;
mod process;
mod proxy;
pub(crate) mod response;
mod spawn;
pub(crate) mod state;
pub(crate) mod transport;
pub(crate) mod uploader;
