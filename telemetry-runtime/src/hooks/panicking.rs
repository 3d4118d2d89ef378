//! Whether this thread panics, and whether that is recorded.

use crate::storage::journal::entry::End;
use std::cell::Cell;

/// What our hook made of this thread's last panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// There was none, or our hook was not called.
    Nothing,
    /// It is recorded, or counted.
    Recorded,
    /// std panicked because the program's output has no reader any more: a normal end.
    BrokenPipe,
}

// Without a destructor, so that it can be looked at when the process ends, and in a signal handler.
thread_local!(static SEEN: Cell<Seen> = const { Cell::new(Seen::Nothing) });

pub(super) fn set(seen: Seen) {
    let _ = SEEN.try_with(|cell| cell.set(seen));
}

fn seen() -> Seen {
    SEEN.try_with(Cell::get).unwrap_or(Seen::Nothing)
}

/// How the run ends if this thread ends the process now. std counts a panic before it calls a hook,
/// and until the panic is caught, also under `panic = "abort"`.
pub(crate) fn end() -> End {
    if std::thread::panicking() && seen() != Seen::BrokenPipe {
        End::Crashed
    } else {
        End::Exited
    }
}

/// Whether this thread panics, and our hook knows of it.
pub(super) fn is_recorded() -> bool {
    std::thread::panicking() && seen() != Seen::Nothing
}

/// Whether this thread panics, and our hook was not called: the program replaced it.
pub(super) fn is_unseen() -> bool {
    std::thread::panicking() && seen() == Seen::Nothing
}
