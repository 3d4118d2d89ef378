//! What a fatal signal or exception writes into the run journal: its name, and the annotated
//! functions that were active.

use crate::hooks::panicking;
use crate::model::program::Place;
use crate::model::signal::Signal;
use crate::registry::command;
use crate::storage::journal::hook_journal::{Context, Lines};
use crate::util::digits::Digits;

/// At most so many annotated functions are named, of those that call one another without end.
const MOST_PLACES: usize = 16;

/// Writes the lines. The first is enough, should the process end between two of them.
pub(super) fn record(context: &Context, journal: &Lines, signal: Signal) {
    journal.write_line(&["signal ", signal.name()]);
    // Looks at numbers, of which those of this thread have no destructor.
    if panicking::is_recorded() {
        journal.write_line(&["panicking"]);
    }
    if let Some(command) = command::last_active() {
        journal.write_line(&["command ", command]);
    }
    command::visit_active_here(MOST_PLACES, |place| at(journal, place));
    if command::this_thread() == context.thread {
        at(journal, context.main);
    }
}

fn at(journal: &Lines, place: &Place) {
    let line = Digits::of(place.line);
    journal.write_line(&[
        "at ",
        line.as_str(),
        " ",
        place.module,
        "::",
        place.function,
        " ",
        place.file,
    ]);
}
