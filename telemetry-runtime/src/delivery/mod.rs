//! From the outbox to the server, outside of the user's process.

mod answer;
pub(crate) mod child;
pub(crate) mod foreground;
mod http;
pub(crate) mod nudge;
#[cfg(unix)]
mod process;
mod report;
pub(crate) mod state;
pub(crate) mod uploader;

use sentry::types::Dsn;

/// Whether a destination is this machine.
pub(crate) fn is_loopback(dsn: &Dsn) -> bool {
    let host = dsn.host();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
