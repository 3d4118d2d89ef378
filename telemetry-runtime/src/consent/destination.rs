//! The server that events go to.

use super::decision::Decision;
use crate::model::app::App;
use crate::model::dsn::Dsn;

/// Where to send: the user's own choice before the program's. For trying out, the environment may name this machine, and no other.
pub(crate) fn destination(app: &App, decision: &Decision) -> Option<Dsn> {
    let near = std::env::var(app.variable("_TELEMETRY_DSN"))
        .ok()
        .and_then(|dsn| dsn.parse().ok())
        .filter(Dsn::is_loopback);
    let own = || decision.dsn.clone();
    // Without encryption only within this machine.
    let safe = |dsn: &Dsn| dsn.is_encrypted() || dsn.is_loopback();
    near.or_else(own)
        .or_else(|| (app.dsn)().and_then(|dsn| dsn.parse().ok()).filter(safe))
}
