//! The only lines that this crate ever prints by itself, all of them on stderr.

use crate::consent;
use crate::model::app::App;
use crate::model::reason::Reason;
use crate::util::blocked_signals;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// The user meant to say something about telemetry, and it could not be understood.
///
/// The subcommand that asks about telemetry, or changes it, says so itself. It has this name nearly
/// everywhere; where it has another, the line is there twice.
pub(crate) fn off(app: &App, reason: &Reason) {
    if std::env::args_os().nth(1).is_some_and(|word| word == "telemetry") {
        return;
    }
    line(app, &format!("telemetry is off: {reason}"));
}

/// Prints a line on the first start with consent on this machine, on a terminal only: a user who
/// copied a repository of configuration files should know what it turned on.
pub(crate) fn first_start(app: &App, file: &Path) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    let place = consent::deciding_line(file, app.section).map_or_else(String::new, |line| format!(":{line}"));
    let variable = app.variable("_TELEMETRY");
    line(
        app,
        &format!(
            "telemetry is on ({}{place}). To see what is sent: {variable}=preview",
            file.display()
        ),
    );
}

/// One `write`, so that the line is not torn among others; an error is ignored.
fn line(app: &App, text: &str) {
    let line = format!("{}: {text}\n", app.name);
    let _ = blocked_signals::blocked(|| std::io::stderr().write_all(line.as_bytes()));
}
