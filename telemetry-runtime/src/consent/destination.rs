//! The server that receives the events.

use super::decision::Decision;
use crate::model::app::App;
use crate::model::dsn::Dsn;

/// The server: the user's choice takes precedence over the program's. For trials, the environment
/// may name this machine, and no other.
pub(crate) fn destination(app: &App, decision: &Decision) -> Option<Dsn> {
    let near = std::env::var(app.variable("_TELEMETRY_DSN"))
        .ok()
        .and_then(|dsn| dsn.parse().ok())
        .filter(Dsn::is_loopback);
    let own = || decision.dsn.clone();
    // The program's server may lack encryption only on this machine.
    let safe = |dsn: &Dsn| dsn.is_encrypted() || dsn.is_loopback();
    near.or_else(own)
        .or_else(|| (app.dsn)().and_then(|dsn| dsn.parse().ok()).filter(safe))
}
