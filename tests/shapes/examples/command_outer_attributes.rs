//! Docs and attributes above and below, of the compiler and of its lints.
// events: ["Start evaluate", "Start here", "Start old"]
#![deny(warnings, missing_docs)]

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(1), 2);
    assert_eq!(here().line(), 8);
    #[allow(deprecated)]
    old();
}

/// Docs above.
#[must_use]
#[telemetry::command]
#[inline(never)]
#[expect(unused_variables)]
/// Docs below.
pub fn evaluate(x: u8) -> u8 {
    let unused = 0;
    x + 1
}

/// The caller's place is the caller's.
#[track_caller]
#[telemetry::command]
#[doc(hidden)]
pub fn here() -> &'static std::panic::Location<'static> {
    std::panic::Location::caller()
}

#[telemetry::command]
#[deprecated = "no longer used"]
#[cold]
fn old() {}

#[telemetry::command]
#[cfg(any())]
fn absent() {
    no_such_function();
}
