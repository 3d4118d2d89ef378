//! What is refused, and with which message: one file for each rule, named after it. What compiles
//! is in `tests/shapes`.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew.

#[test]
fn ui() {
    without_debug_information();
    without_sources();
    let cases = trybuild::TestCases::new();
    // Together with cases that compile, trybuild would call cargo for each case.
    if compiler::is_the_golden_one() {
        cases.compile_fail("tests/ui/fail/*/*.rs");
    }
}

/// No case is debugged: with the information of all crates in each of them, they would fill 14 GB
/// instead of 3.
fn without_debug_information() {
    // SAFETY: no other thread reads the environment, as this is the only test and cargo is started
    // after it.
    unsafe { std::env::set_var("CARGO_PROFILE_DEV_DEBUG", "0") };
}

/// Trybuild compiles the cases in a package of its own, whose folder they are not in.
fn without_sources() {
    // SAFETY: as above.
    unsafe { std::env::remove_var("TELEMETRY_SOURCE_CONTEXT") };
}
