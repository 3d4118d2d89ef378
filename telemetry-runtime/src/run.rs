//! One run of the program, from the first line of `main` to its end.

use crate::app::App;
use crate::main_result::Outcome;

/// Called by the expansion of `#[telemetry::main]`, as all that the program's `main` does.
pub fn run<T>(_app: &'static App, main: impl FnOnce() -> T, _outcome: impl FnOnce(&T) -> Outcome) -> T {
    main()
}
