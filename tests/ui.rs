//! What compiles, and what is refused with which message: one file for each rule, named after it.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    if compiler::is_the_golden_one() {
        cases.compile_fail("tests/ui/fail/*/*.rs");
    }
}
