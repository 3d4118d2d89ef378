//! Functions and programs of every shape: each case of `tests/ui/pass`, run as a real process.
//!
//! There, trybuild shows that the case compiles without a warning and ends well; here, that its events arrive.

use crate::STARTED;
use end_to_end::{Finished, World, messages, sessions};
use std::fs;

/// The path of a case's program.
macro_rules! program {
    ($case:ident) => {
        env!(concat!("CARGO_BIN_EXE_shape_", stringify!($case)))
    };
}

/// A test for each case, `name: ["message", …];`, with the messages that arrive after that of the start.
macro_rules! shapes {
    ($($case:ident: [$($message:literal),*];)*) => {
        /// The cases that are run here.
        pub(super) const CASES: &[&str] = &[$(stringify!($case)),*];

        $(
            #[test]
            fn $case() {
                super::assert_told(program!($case), &[$($message),*]);
            }
        )*
    };
}

mod commands;
mod failures;
mod mains;
mod programs;

/// The case ends well and in silence, tells exactly this, in this order, and its session is one of a normal end.
#[track_caller]
fn assert_told(program: &str, expected: &[&str]) {
    let world = World::consenting();
    run(&world, program, &[]).quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [&[STARTED], expected].concat());
    assert_eq!(received.events().len(), 1 + expected.len(), "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// Runs a case. Those that name their configuration file take it from the environment.
fn run(world: &World, program: &str, arguments: &[&str]) -> Finished {
    let program = world.program(program).env("E2E_CONFIG", world.config());
    program.args(arguments).run()
}

#[test]
fn no_case_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/pass");
    let mut there: Vec<String> = fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| entry.expect("a case").file_name().into_string().expect("a plain name"))
        .collect();
    there.sort();
    let run = [commands::CASES, mains::CASES, programs::CASES].concat();
    let mut run: Vec<String> = run.iter().map(|case| format!("{case}.rs")).collect();
    run.sort();
    assert_eq!(run, there);
}
