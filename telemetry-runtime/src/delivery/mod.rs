//! From the outbox to the server, outside of the user's process.

pub(crate) mod answer;
pub(crate) mod child;
pub(crate) mod courier;
#[cfg(not(target_os = "linux"))]
mod detached;
mod failure;
pub(crate) mod foreground;
mod http;
pub(crate) mod nudge;
#[cfg(target_os = "linux")]
mod orphan;
#[cfg(unix)]
mod process;
mod proxy;
pub(crate) mod report;
pub(crate) mod state;
#[cfg(target_os = "linux")]
mod system_call;
pub(crate) mod uploader;
