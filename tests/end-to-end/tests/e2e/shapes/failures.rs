//! The cases whose `main` can fail: given an argument, it does.

use super::run;
use end_to_end::{World, sessions};

/// A test for each case: its exit code, what the user reads, and its session.
macro_rules! failures {
    ($($case:ident: $code:literal, $stderr:literal, $session:literal;)*) => {
        $(
            #[test]
            fn $case() {
                assert_failed(program!($case), $code, $stderr, $session);
            }
        )*
    };
}

failures! {
    // No error is to be seen in a code.
    main_returns_exit_code: 7, "", "exited 0";
    main_returns_impl_termination: 7, "", "exited 0";
    main_returns_own_termination: 7, "", "exited 0";

    main_own_traits: 1, "Error: Error\n", "exited 1";
    main_returns_anyhow: 1, "Error: no prices\n", "exited 1";
    main_returns_boxed_error: 1, "Error: \"no prices\"\n", "exited 1";
    main_returns_boxed_send_error: 1, "Error: \"no prices\"\n", "exited 1";
    main_returns_infallible_in_result: 1, "Error: \"no prices\"\n", "exited 1";
    main_returns_io_error: 1, "Error: Custom { kind: Other, error: \"no prices\" }\n", "exited 1";
    main_returns_never_in_result: 1, "Error: \"no prices\"\n", "exited 1";
    main_returns_own_termination_in_result: 1, "Error: \"no prices\"\n", "exited 1";
    main_returns_result_alias: 1, "Error: Error\n", "exited 1";
    main_returns_string_error: 1, "Error: \"no prices\"\n", "exited 1";
    // snafu ends a report with a line of its own.
    main_snafu_report_below: 1, "Error: no prices\n\n", "exited 1";
}

#[track_caller]
fn assert_failed(program: &str, code: i32, stderr: &str, session: &str) {
    let world = World::consenting();
    let finished = run(&world, program, &["fail"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(code), stderr));
    assert_eq!(sessions(&world.settle()), [session]);
}
