//! Runs code that may panic, without a message and without unwinding the caller.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    // Without a destructor, so that it can be read whenever a panic may happen.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs code for telemetry's purposes only. A panic in it is neither printed nor reported, and
/// gives `None`.
pub(crate) fn catch_quietly<T>(code: impl FnOnce() -> T) -> Option<T> {
    // The code may call this function, too.
    let before = QUIET.replace(true);
    let result = catch_unwind(AssertUnwindSafe(code));
    QUIET.set(before);
    result.ok()
}

/// Returns true if this thread runs such code. What fails in it is no failure of the program.
pub(crate) fn is_quiet() -> bool {
    QUIET.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_call_does_not_end_the_outer_one() {
        let outer = catch_quietly(|| {
            catch_quietly(|| ());
            is_quiet()
        });
        assert_eq!(outer, Some(true));
        assert!(!is_quiet());
    }
}
